package io.holdfast.error.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a text for people must not have in it, and what it is made of. */
final class PlainWords {
    /** The longest sentence, in words. */
    static final int LONGEST = 24;

    /** Words of those who build such things. A word of the list also stands for its plural. */
    private static final List<String> JARGON = List.of(
            "abort",
            "acid",
            "api",
            "async",
            "atomic",
            "autocommit",
            "backend",
            "backoff",
            "boolean",
            "buffer",
            "byte",
            "cache",
            "callback",
            "cli",
            "commit",
            "constraint",
            "ddl",
            "deadlock",
            "dns",
            "driver",
            "endpoint",
            "enum",
            "errno",
            "exception",
            "failover",
            "foreign key",
            "fsync",
            "handshake",
            "heap",
            "idle",
            "instance",
            "integer",
            "invalid",
            "isolation",
            "java",
            "jdbc",
            "jvm",
            "kernel",
            "mutex",
            "null",
            "object",
            "parse",
            "pooler",
            "process",
            "protocol",
            "query",
            "queries",
            "retry",
            "rollback",
            "runtime",
            "schema",
            "serializable",
            "serialization",
            "session",
            "signal",
            "socket",
            "sql",
            "sqlstate",
            "ssl",
            "stack",
            "string",
            "syntax",
            "tcp",
            "thread",
            "throw",
            "timeout",
            "tls",
            "token",
            "trace",
            "transaction",
            "tuple",
            "utf",
            "varchar",
            "violation",
            "wal");

    /** Keys of the configuration and options are names of things, not words. */
    private static final Pattern NAMES = Pattern.compile("\\b[a-z-]+\\.[a-z-]+\\b|--[a-z-]+");

    private PlainWords() {}

    /** The words of {@code text} that only those know who build such things. */
    static List<String> jargonIn(String text) {
        String plain = NAMES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
        return JARGON.stream()
                .filter(word -> Pattern.compile("\\b" + word + "(s|es)?\\b")
                        .matcher(plain)
                        .find())
                .toList();
    }

    /** The sentences of {@code text} that are longer than people read with ease. */
    static List<String> longIn(String text) {
        return sentences(text)
                .filter(sentence -> sentence.split("\\s+", -1).length > LONGEST)
                .toList();
    }

    /** The sentences of {@code text}, without their stops. */
    private static Stream<String> sentences(String text) {
        return Arrays.stream(text.split("(?<=[.!?])\\s+", -1)).map(String::strip);
    }
}
