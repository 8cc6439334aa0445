package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.ErrorKind.AUTHENTICATION;
import static io.holdfast.error.ErrorKind.CANCELLED;
import static io.holdfast.error.ErrorKind.CONFIGURATION;
import static io.holdfast.error.ErrorKind.CONNECTION;
import static io.holdfast.error.ErrorKind.FOREIGN_KEY_VIOLATION;
import static io.holdfast.error.ErrorKind.RESOURCE;
import static io.holdfast.error.ErrorKind.SERIALIZATION;
import static io.holdfast.error.ErrorKind.TIMEOUT;
import static io.holdfast.error.ErrorKind.TLS;

import io.holdfast.error.ErrorKind;
import java.util.List;

/**
 * What a code means when its message has certain words. A server that speaks another language than English gets the
 * code's general meaning.
 */
record Shade(String code, String words, Meaning meaning) {

    /** The first that fits counts. */
    private static final String NO_SERVER = "the pooler cannot reach the PostgreSQL server";

    static final List<Shade> ALL = List.of(
            of(
                    "23503",
                    "update or delete on table",
                    FOREIGN_KEY_VIOLATION,
                    Course.NEVER,
                    "a row is still referred to by another row",
                    "remove or change the other row first"),
            of(
                    "57014",
                    "statement timeout",
                    TIMEOUT,
                    Course.NEVER,
                    "the statement ran longer than the server allows",
                    "make the statement faster, or raise statement_timeout"),
            of(
                    "57014",
                    "user request",
                    CANCELLED,
                    Course.NEVER,
                    "the statement was cancelled on request",
                    "run it again if it is still wanted"),
            of(
                    "0A000",
                    "cached plan must not change result type",
                    SERIALIZATION,
                    Course.REPLAY,
                    "a table was changed after a statement for it had been prepared",
                    "run the whole transaction again"),
            of(
                    "28000",
                    "no encryption",
                    AUTHENTICATION,
                    Course.REFRESH,
                    "the PostgreSQL server has no rule that lets this user in from here without encryption",
                    "set tls.mode to verify-full, or add a line to pg_hba.conf on the server"),
            of(
                    "28000",
                    "pg_hba.conf",
                    AUTHENTICATION,
                    Course.REFRESH,
                    "the PostgreSQL server has no rule that lets this user in from here",
                    "add a line to pg_hba.conf on the server, or use another user"),
            of(
                    "28000",
                    "valid client certificate",
                    TLS,
                    Course.NEVER,
                    "the PostgreSQL server asks for a client certificate that it trusts",
                    "name the certificate and its key in tls.certificate and tls.key"),
            of(
                    "28000",
                    "certificate authentication failed",
                    TLS,
                    Course.NEVER,
                    "the PostgreSQL server does not take the client certificate for this user",
                    "use a certificate whose common name is the user's name, or map it in pg_ident.conf on the server"),
            of(
                    "28000",
                    "not permitted to log in",
                    AUTHENTICATION,
                    Course.REFRESH,
                    "the PostgreSQL server does not let this user log in",
                    "use another user, or give this one the right to log in"),
            of(
                    "08004",
                    "no password was provided",
                    AUTHENTICATION,
                    Course.ENDED,
                    "the PostgreSQL server asks for a password, and none is set",
                    "set the password of this database"),
            ofPooler(
                    "unsupported startup parameter",
                    CONFIGURATION,
                    Course.NEVER,
                    "the pooler before the PostgreSQL server does not know a parameter of the address",
                    "remove it from the address, or name it in ignore_startup_parameters in pgbouncer.ini"),
            ofPooler(
                    "server conn crashed",
                    CONNECTION,
                    Course.LOST,
                    "the pooler lost its connection to the PostgreSQL server",
                    "check that the server runs, then try again"),
            ofPooler("connect failed", CONNECTION, Course.LOST, NO_SERVER, "check that the server runs"),
            ofPooler("connect timeout", CONNECTION, Course.LOST, NO_SERVER, "check that the server runs"),
            ofPooler("server down", CONNECTION, Course.LOST, NO_SERVER, "check that the server runs"),
            ofPooler(
                    "server DNS lookup failed",
                    CONNECTION,
                    Course.LOST,
                    NO_SERVER,
                    "correct its host in pgbouncer.ini"),
            ofPooler(
                    "server login",
                    CONNECTION,
                    Course.LOST,
                    "the pooler cannot log in at the PostgreSQL server",
                    "check that the server runs, and the user and password that the pooler has for it"),
            ofPooler(
                    "idle transaction timeout",
                    CONNECTION,
                    Course.LOST,
                    "the pooler ended a transaction that had done nothing for too long",
                    "finish transactions sooner, or raise idle_transaction_timeout in pgbouncer.ini"),
            ofPooler(
                    "query_wait_timeout",
                    RESOURCE,
                    Course.LOST,
                    "the pooler had no connection to the PostgreSQL server free in time",
                    "send fewer calls at once, or raise default_pool_size in pgbouncer.ini"),
            ofPooler(
                    "no more connections allowed",
                    RESOURCE,
                    Course.BACK_OFF,
                    "the pooler before the PostgreSQL server takes no further connection",
                    "open fewer connections, or raise max_client_conn in pgbouncer.ini"),
            ofPooler(
                    "query timeout",
                    TIMEOUT,
                    Course.ENDED,
                    "the statement ran longer than the pooler allows",
                    "make the statement faster, or raise query_timeout in pgbouncer.ini"));

    boolean fits(String state, String message) {
        return code.equals(state) && message.contains(words);
    }

    /** PgBouncer has one code for everything. */
    private static Shade ofPooler(String words, ErrorKind kind, Course course, String sentence, String hint) {
        return of("08P01", words, kind, course, sentence, hint);
    }

    private static Shade of(String code, String words, ErrorKind kind, Course course, String sentence, String hint) {
        return new Shade(code, words, new Meaning(kind, course, sentence, hint));
    }
}
