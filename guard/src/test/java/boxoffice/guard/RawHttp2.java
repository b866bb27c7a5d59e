package boxoffice.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/// One HTTP/2 connection in the clear, frame by frame: for what a client library would not send.
final class RawHttp2 implements AutoCloseable {
  static final byte HEADERS = 1;
  static final byte RST_STREAM = 3;
  static final byte PING = 6;
  static final byte GOAWAY = 7;

  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final byte DATA = 0;
  private static final byte SETTINGS = 4;
  private static final byte END_STREAM = 1;
  private static final byte END_HEADERS = 4;
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final int PATIENCE_MILLIS = 30_000;

  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  /// @param flags the frame's own; for PING 1 is the answer to one
  record Frame(byte type, byte flags, int stream, ByteBuffer payload) {
    /// Of RST_STREAM.
    int error() {
      return payload.getInt(0);
    }

    /// Of GOAWAY, behind the last stream.
    int goAwayError() {
      return payload.getInt(4);
    }

    /// What GOAWAY says to people.
    String goAwayText() {
      return US_ASCII.decode(payload.slice(8, payload.limit() - 8)).toString();
    }
  }

  RawHttp2(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
      out.write(PREFACE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    send(SETTINGS, (byte) 0, 0);
  }

  /// Begins a call of gRPC and does not end its request.
  ///
  /// @param more further headers: name, value, name, value
  void call(int stream, String method, String... more) {
    request(stream, "POST", method, "application/grpc", more);
  }

  /// The same with another verb, or of another type.
  void request(int stream, String verb, String method, String type, String... more) {
    var headers =
        new DefaultHttp2Headers()
            .method(verb)
            .scheme("http")
            .path("/" + method)
            .authority("localhost")
            .add("content-type", type)
            .add("te", "trailers");
    for (var i = 0; i < more.length; i += 2) {
      headers.add(more[i], more[i + 1]);
    }
    var block = Unpooled.buffer();
    try {
      encoder.encodeHeaders(stream, headers, block);
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
    var bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    send(HEADERS, END_HEADERS, stream, bytes);
  }

  /// Ends the request with one message.
  void message(int stream, byte... bytes) {
    var framed =
        ByteBuffer.allocate(5 + bytes.length).put((byte) 0).putInt(bytes.length).put(bytes);
    send(DATA, END_STREAM, stream, framed.array());
  }

  void cancel(int stream) {
    send(RST_STREAM, (byte) 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  void ping() {
    send(PING, (byte) 0, 0, new byte[8]);
  }

  /// The next frame of one of these types; what comes before it is passed over.
  Frame await(byte... types) {
    while (true) {
      var frame = next();
      for (var type : types) {
        if (frame.type() == type) {
          return frame;
        }
      }
    }
  }

  /// The HTTP status of an answer.
  String status(Frame headers) {
    return header(headers, ":status");
  }

  /// Of each frame once: a name that was sent before is sent as a number.
  String header(Frame headers, String name) {
    try {
      return String.valueOf(
          decoder
              .decodeHeaders(headers.stream(), Unpooled.wrappedBuffer(headers.payload()))
              .get(name));
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Frame next() {
    try {
      var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      return new Frame(
          in.readByte(), in.readByte(), in.readInt(), ByteBuffer.wrap(in.readNBytes(length)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(byte type, byte flags, int stream, byte... payload) {
    try {
      out.writeByte(payload.length >>> 16);
      out.writeShort(payload.length);
      out.writeByte(type);
      out.writeByte(flags);
      out.writeInt(stream);
      out.write(payload);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    hangUp();
  }

  /// Safe to repeat.
  void hangUp() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
