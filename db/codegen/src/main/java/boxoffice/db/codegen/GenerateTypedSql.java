package boxoffice.db.codegen;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/// Migrates an empty PostgreSQL and generates one package for each schema of ours.
public final class GenerateTypedSql {
  private static final String USER = "postgres";

  private GenerateTypedSql() {}

  /// @param args folder of the migrations, folder for the generated sources
  public static void main(String[] args) throws Exception {
    try (var postgres = EmbeddedPostgres.builder().start()) {
      Flyway.configure()
          .dataSource(postgres.getPostgresDatabase())
          .locations("filesystem:" + Path.of(args[0]))
          .placeholders(
              Map.of(
                  "user_grpc_password", "unused",
                  "inventory_grpc_password", "unused",
                  "order_grpc_password", "unused",
                  "auditor_password", "unused"))
          .load()
          .migrate();
      GenerationTool.generate(configuration(postgres.getJdbcUrl(USER, USER), args[1]));
    }
  }

  private static Configuration configuration(String url, String folder) {
    return new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(new Jdbc().withDriver("org.postgresql.Driver").withUrl(url).withUser(USER))
        .withGenerator(
            new Generator()
                .withDatabase(database())
                .withGenerate(new Generate().withGeneratedAnnotation(false).withComments(true))
                .withTarget(new Target().withPackageName("boxoffice.db").withDirectory(folder)));
  }

  private static Database database() {
    return new Database()
        .withName("org.jooq.meta.postgres.PostgresDatabase")
        .withSchemata(
            Stream.of("users", "inventory", "orders", "audit")
                .map(schema -> new SchemaMappingType().withInputSchema(schema))
                .toList())
        .withForcedTypes(
            new ForcedType()
                .withName("INSTANT")
                .withIncludeTypes("(?i:timestamp\\ with\\ time\\ zone)"),
            // only ever handed from a column to a function
            new ForcedType().withName("CLOB").withIncludeTypes("tsvector|tsquery"));
  }
}
