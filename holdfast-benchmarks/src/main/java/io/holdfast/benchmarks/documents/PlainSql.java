package io.holdfast.benchmarks.documents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection of the plain driver, with Jackson for the bodies: a table with an id, a version and a body, and an index of
 * the city.
 *
 * @param connection commits each statement
 * @param type the type of a body
 * @param json the placeholder for one
 */
record PlainSql(Connection connection, String type, String json) implements Contestant {

    @Override
    public void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table plain (id text primary key, ver bigint not null, body %s not null)".formatted(type));
            statement.execute("create index plain_city on plain ((body -> 'city'), id)");
        }
    }

    @Override
    public void insert(String id, int number) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into plain (id, ver, body) values (?, 1, %s)".formatted(json))) {
            insert.setString(1, id);
            insert.setString(2, JsonMapper.shared().writeValueAsString(Person.of(number)));
            insert.executeUpdate();
        }
    }

    @Override
    public int get(String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select ver, body from plain where id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return number(parsed(row.getString(2)));
            }
        }
    }

    @Override
    public void change(String id) throws SQLException {
        long version;
        Map<String, Object> body;
        try (PreparedStatement query = connection.prepareStatement("select ver, body from plain where id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                version = row.getLong(1);
                body = parsed(row.getString(2));
            }
        }
        body.put(Person.NUMBER, number(body) + 1);
        try (PreparedStatement update = connection.prepareStatement(
                "update plain set ver = ver + 1, body = %s where id = ? and ver = ?".formatted(json))) {
            update.setString(1, JsonMapper.shared().writeValueAsString(body));
            update.setString(2, id);
            update.setLong(3, version);
            update.executeUpdate();
        }
    }

    @Override
    public int find(String city) throws SQLException {
        int found = 0;
        try (PreparedStatement query = connection.prepareStatement(
                "select id, ver, body from plain where body -> 'city' = %s order by id limit %d"
                        .formatted(json, Person.PAGE))) {
            query.setString(1, JsonMapper.shared().writeValueAsString(city));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found += number(parsed(row.getString(3))) >= 0 ? 1 : 0;
                }
            }
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parsed(String text) {
        return JsonMapper.shared().readValue(text, Map.class);
    }

    private static int number(Map<String, Object> body) {
        return body.get(Person.NUMBER) instanceof Integer number ? number : -1;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
