package io.holdfast.schema.script;

import java.util.List;
import java.util.Random;

/** Pieces of SQL that hold whatever could be taken for the end of something. */
final class Pieces {
    private static final List<String> CONTENTS = List.of(
            ";",
            ";\n",
            "--",
            "-- ;\n",
            "/*",
            "*/",
            "$$",
            "$a$",
            "$1",
            "$",
            "'",
            "''",
            "\"",
            "`",
            "[",
            "]",
            "(",
            ")",
            "\\",
            "\\'",
            "\\.",
            "begin",
            "begin atomic ",
            " end;",
            "; end",
            "case ",
            "E'",
            "copy t from stdin;",
            "a",
            "_b",
            " ",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\u00e4",
            "\ud83d\ude00",
            "0",
            "?",
            ":x",
            ".read");

    private final Random random;
    private final boolean postgresql;

    Pieces(Random random, boolean postgresql) {
        this.random = random;
        this.postgresql = postgresql;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    String content() {
        var content = new StringBuilder();
        for (int left = upTo(5); left > 0; left--) {
            content.append(CONTENTS.get(random.nextInt(CONTENTS.size())));
        }
        return content.toString();
    }

    String text() {
        if (!postgresql) {
            return plain();
        }
        return switch (upTo(4)) {
            case 0 -> oneOf("E", "e") + escaped() + (random.nextBoolean() ? "" : oneOf("\n", " -- x'\n\t") + escaped());
            case 1 -> dollars();
            case 2 -> oneOf("U&", "u&") + plain().replace("\\", "\\\\");
            case 3 -> oneOf("N", "text ", "name") + plain();
            default -> plain();
        };
    }

    private String plain() {
        return "'" + content().replace("'", "''") + "'";
    }

    private String escaped() {
        return "'" + content().replace("\\", "\\\\").replace("'", oneOf("\\'", "''")) + "'";
    }

    private String dollars() {
        String mark = oneOf("$$", "$a$", "$b1$", "$_$", "$\u00e4$");
        String content = content();
        boolean fits = (content + mark).indexOf(mark) == content.length();
        return mark + (fits ? content : ";") + mark;
    }

    String name() {
        String content = "n" + content();
        return switch (postgresql ? 0 : upTo(2)) {
            case 1 -> "[" + content.replace("]", "") + "]";
            case 2 -> "`" + content.replace("`", "``") + "`";
            default -> "\"" + content.replace("\"", "\"\"") + "\"";
        };
    }

    /** What may stand between two tokens; at least one blank or comment. */
    String gap() {
        return switch (upTo(5)) {
            case 0 -> "/*" + content().replace("*", "").replace("/", "") + "*/";
            case 1 -> "--" + content().replace("\n", " ").replace("\r", " ") + "\n";
            case 2 -> postgresql ? "/* /* ; */ ' */" : "/* /* ; ' */";
            default -> oneOf(" ", "\n", "\t ", "\r\n");
        };
    }

    /** What a select list may hold. */
    String item() {
        return switch (upTo(5)) {
            case 0 -> "1 as" + gap() + name();
            case 1 -> "(" + gap() + text() + gap() + ")";
            case 2 -> "case" + gap() + "when 1 = 1 then" + gap() + text() + gap() + "end";
            case 3 -> oneOf("1", "- 1", "-1", "1e-5", "2*-3", "1/1", ".5", "1+-- ;\n1");
            default -> text();
        };
    }

    String select() {
        var list = new StringBuilder("select" + gap() + item());
        for (int left = upTo(3); left > 0; left--) {
            list.append(gap()).append(',').append(item());
        }
        return list.toString();
    }
}
