package io.holdfast.schema.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tables in which other tools have recorded migrations.
 *
 * @param flyway those of Flyway, with the schema where the engine has schemas
 * @param liquibase those of Liquibase
 */
public record ForeignTables(List<String> flyway, List<String> liquibase) {
    private static final String OF_LIQUIBASE = "databasechangelog";

    /** Keeps copies. */
    public ForeignTables {
        flyway = List.copyOf(flyway);
        liquibase = List.copyOf(liquibase);
    }

    /**
     * Looks for them.
     *
     * @throws SQLException whatever the driver throws
     */
    public static ForeignTables in(Connection connection) throws SQLException {
        List<String> flyway = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, null, "%", "installed\\_rank")) {
            while (found.next()) {
                flyway.add(name(found));
            }
        }
        List<String> liquibase = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                if (found.getString("TABLE_NAME").toLowerCase(Locale.ROOT).equals(OF_LIQUIBASE)) {
                    liquibase.add(name(found));
                }
            }
        }
        return new ForeignTables(flyway, liquibase);
    }

    private static String name(ResultSet found) throws SQLException {
        String schema = found.getString("TABLE_SCHEM");
        String table = found.getString("TABLE_NAME");
        return new TableName(schema == null ? "" : schema, table).text();
    }

    /** What to do about them, in words; empty where there are none. */
    public String hint() {
        List<String> ways = new ArrayList<>();
        if (!flyway.isEmpty()) {
            ways.add("holdfast migrate adopt --table %s takes over what Flyway has recorded"
                    .formatted(String.join(" or ", flyway)));
        }
        if (!liquibase.isEmpty()) {
            ways.add(("%s is Liquibase's, which cannot be taken over: holdfast migrate baseline VERSION declares up to"
                            + " where the migrations are there already")
                    .formatted(String.join(" and ", liquibase)));
        }
        return String.join("; ", ways);
    }
}
