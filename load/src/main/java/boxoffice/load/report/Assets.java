package boxoffice.load.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What the page contains as it is: nothing of it comes from the run.
record Assets(
    String plotLicence, String plotStyle, String plotScript, String style, String script) {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  static Assets load() {
    return new Assets(
        text(UPLOT + "LICENSE").strip(),
        text(UPLOT + "dist/uPlot.min.css"),
        text(UPLOT + "dist/uPlot.iife.min.js"),
        own("report.css"),
        own("report.js"));
  }

  static String own(String name) {
    return text("/boxoffice/load/report/" + name);
  }

  private static String text(String name) {
    try (var in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program lacks a part of its report", e);
    }
  }
}
