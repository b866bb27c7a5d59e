package boxoffice.edge.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Sends an answer when it is whole: in one piece and with its length, instead of a head and chunks
/// at each flush of whoever writes it. What is longer than Tomcat's buffer goes in chunks still. An
/// answer whose writing fails in the middle is a problem, not half of an answer.
final class WholeAnswers extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Unflushed(response));
  }

  private static final class Unflushed extends HttpServletResponseWrapper {
    Unflushed(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void flushBuffer() {
      // Tomcat does at the end
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return new UnflushedStream(super.getOutputStream());
    }
  }

  private static final class UnflushedStream extends ServletOutputStream {
    private final ServletOutputStream stream;

    UnflushedStream(ServletOutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      stream.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      stream.write(bytes, from, count);
    }

    @Override
    public void flush() {
      // Tomcat does at the end
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      stream.setWriteListener(listener);
    }
  }
}
