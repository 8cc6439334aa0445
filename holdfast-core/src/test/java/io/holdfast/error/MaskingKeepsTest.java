package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ERR-3, ERR-4: what only looks like a secret stays, character for character. */
class MaskingKeepsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error in storing to raseen_temp_user",
                "error in fetching from app",
                "error in moving data to srie_main_user",
                "connection to db1:5432 refused, user app",
                "[::1]:5432 and 127.0.0.1:5432",
                "/tmp/junit-4111111111111111/holdfast.yaml",
                "/var/4111111111111111/data and page 411111111111111111",
                "postgresql://db1:5432/app",
                "mongodb://h1:27017,h2:27017/app",
                "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                "12:03:44.120Z at 2026-11-23T00:00:00Z"
            })
    void ourOwnSentencesAndAddresses(String text) {
        assertThat(Masking.clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table password_resets has 3 rows",
                "table password_resets: 3 rows",
                "token bucket: 5 permits left",
                "secret: see hint",
                "the password: must be set",
                "password: required",
                "\"password\": null, \"token\": true",
                "the password is wrong",
                "password authentication failed for user \"app\"",
                "null value in column \"password\" of relation \"users\" violates not-null constraint",
                "Batch entry 3 of 7 is done",
                "check user and password, and pg_hba.conf on the server",
                "basic authentication failed, bearer token missing",
                "WWW-Authenticate: Bearer realm=x",
                "org.example.TokenExpiredException: it has expired",
                "password_encryption = 'scram-sha-256'",
                "first-pass filter, bypass=true, passed: 3, passengers=4",
                "primary key: id, foreign key (a) references b",
                "unexpected token \"foo\" near 'x'",
                "Asia/Tokyo, a high wall, a light key"
            })
    void sentencesAboutSecrets(String text) {
        assertThat(Masking.clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT token, secret FROM t WHERE password_hash = $1 AND token = ?",
                "CREATE TABLE users (id bigint, password text NOT NULL, token varchar(64) DEFAULT '')",
                "INSERT INTO users (password) VALUES (?) ON CONFLICT DO UPDATE SET password = excluded.password",
                "UPDATE users SET\n  password = $1,\n  token = :token\nWHERE id = 3",
                "select a::text, b::int from t where c = 'x:y@z'",
                "ALTER ROLE app PASSWORD NULL"
            })
    void sqlWithoutSecrets(String text) {
        assertThat(Masking.clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1718000000 1718000000000 1718000000000000 1718000000000000000",
                "query id 4111111111111111, queryid=-4111111111111111, \"queryid\": 4111111111111111",
                "4111111111111112 has a wrong check digit",
                "x4111111111111111 and 4111111111111111y are words",
                "4111111111111111.5 is an amount, 41111111111111111111 is too long",
                "took 4111 1111 ms"
            })
    void numbers(String text) {
        assertThat(Masking.clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/app@2/data:1.db and /home/me/logo@2x.png",
                "C:\\data\\x@y.db",
                "node_modules/@example/core@12.0.0/index.js",
                "sqlite:///data/a@b/file.db",
                "file:/app/lib/x.jar!/a:b@c",
                "https://example.org/@me/x?mail=a@b",
                "postgres:16@sha256:0a1b",
                "postgresql@16-main.service failed",
                "backup@2026-11-23.sql"
            })
    void pathsAndNamesOfFiles(String text) {
        assertThat(Masking.clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\tat java.base@17.0.15/java.lang.Thread.run(Thread.java:840)",
                "\tat org.example@6.1.0.Final/org.example.Token.parse(TokenStream.java:12)",
                "Caused by: org.example.BadCredentialsException: no",
                "org.example.Pooled@1f2e3d wraps org.example.Session@abc",
                "{@link Secret#reveal} gives it; {@code password=…} does not",
                "     * @param token what {@link TokenReader} has read"
            })
    void linesOfTracesAndOfDocumentation(String text) {
        assertThat(Masking.clean(text)).isEqualTo(text);
    }
}
