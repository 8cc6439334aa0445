package io.holdfast.schema.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A script that was put together from statements, so that it is known how it is to be cut.
 *
 * @param statements from the first token of each to its last
 */
record AnyScript(List<String> statements, String text) {

    /** For PostgreSQL, where there are tables {@code t (a int, b text, j jsonb)} and {@code u (a int)}. */
    static AnyScript postgresql(Random random) {
        var pieces = new Pieces(random, true);
        List<String> statements = new ArrayList<>();
        for (int left = 1 + pieces.upTo(5); left > 0; left--) {
            statements.add(postgresql(pieces));
        }
        return of(statements, pieces);
    }

    /** For SQLite, where there is a table {@code t (a, b)}. */
    static AnyScript sqlite(Random random) {
        var pieces = new Pieces(random, false);
        List<String> statements = new ArrayList<>();
        for (int left = 1 + pieces.upTo(5); left > 0; left--) {
            statements.add(sqlite(pieces, statements.size()));
        }
        return of(statements, pieces);
    }

    private static String postgresql(Pieces pieces) {
        String gap = pieces.gap();
        return switch (pieces.upTo(7)) {
            case 0 -> "insert into t (b) values" + gap + "(" + pieces.text() + ")";
            case 1 ->
                "create or replace procedure p()" + gap + "begin" + pieces.gap() + "atomic " + pieces.select() + gap
                        + ";" + pieces.select() + ";" + gap + "end";
            case 2 ->
                "create or replace rule r as on insert to u do also" + gap + "(insert into t (b) values ("
                        + pieces.text() + ");" + gap + "delete from t where b =" + gap + pieces.text() + ")";
            case 3 -> "do $do$ begin perform" + gap + "';'; end $do$";
            case 4 -> "(" + pieces.select() + ")";
            case 5 -> "select 1 as begin, 2" + gap + "as atomic, 3 as" + gap + "end";
            default -> pieces.select();
        };
    }

    private static String sqlite(Pieces pieces, int number) {
        String gap = pieces.gap();
        return switch (pieces.upTo(4)) {
            case 0 -> "insert into t values" + gap + "(1," + pieces.text() + ")";
            case 1 ->
                "create" + gap + pieces.oneOf("trigger", "temp trigger", "temporary" + gap + "trigger") + gap + "g"
                        + number
                        + gap + "after insert on t" + gap + "begin" + gap + "update t set b =" + gap + pieces.text()
                        + ";"
                        + pieces.select() + gap + ";" + gap + "end";
            case 2 -> "create table" + gap + "x" + number + gap + "(a" + gap + "," + pieces.name() + ")";
            case 3 -> "insert into t select 2, case 1 when 1 then" + gap + pieces.text() + gap + "end";
            default -> "update t set b =" + gap + pieces.text();
        };
    }

    private static AnyScript of(List<String> statements, Pieces pieces) {
        var text = new StringBuilder(pieces.oneOf("", ";", pieces.gap()));
        for (int at = 0; at < statements.size(); at++) {
            text.append(statements.get(at)).append(pieces.oneOf("", pieces.gap()));
            boolean last = at == statements.size() - 1;
            text.append(pieces.oneOf(";", ";;", last ? "" : ";", "; ;", ";" + pieces.gap()));
        }
        return new AnyScript(
                List.copyOf(statements),
                text.append(pieces.oneOf("", pieces.gap())).toString());
    }
}
