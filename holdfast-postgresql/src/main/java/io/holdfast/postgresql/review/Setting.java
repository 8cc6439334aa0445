package io.holdfast.postgresql.review;

import io.holdfast.engine.SqlName;
import io.holdfast.engine.SqlReader;
import io.holdfast.engine.SqlToken;
import java.util.List;
import java.util.regex.Pattern;

/** {@code SET} and {@code RESET}. */
final class Setting {
    /** With whatever unit, and with a sign. */
    private static final Pattern NOTHING = Pattern.compile("[+-]?0+(?:\\.0*)?\\s*[a-z]*");

    private final Made made;
    private final Found found;

    Setting(Made made, Found found) {
        this.made = made;
        this.found = found;
    }

    void review(SqlReader reader) {
        if (reader.take("RESET")) {
            boolean timeout = reader.at("LOCK_TIMEOUT") || reader.at("ALL");
            found.addIf(timeout, Rule.LOCK_TIMEOUT_OFF, "", "");
            if (reader.at("SEARCH_PATH") || reader.at("ALL")) {
                made.workAsUsual();
            }
            return;
        }
        reader.take("SET");
        reader.takeAny("SESSION", "LOCAL");
        if (reader.take("LOCK_TIMEOUT")) {
            assign(reader);
            List<SqlToken> value = reader.next();
            boolean none = !value.isEmpty() && (value.get(0).is("DEFAULT") || isNothing(value.get(0)));
            found.addIf(none, Rule.LOCK_TIMEOUT_OFF, "", "");
        } else if (reader.take("SEARCH_PATH") || reader.take("SCHEMA")) {
            assign(reader);
            path(reader);
        }
    }

    private static void assign(SqlReader reader) {
        if (!reader.take("TO")) {
            reader.takeSign("=");
        }
    }

    static boolean isNothing(SqlToken value) {
        return NOTHING.matcher(value.content()).matches();
    }

    /** The first schema is where new tables are; one that is called like the user is there seldom. */
    private void path(SqlReader reader) {
        SqlName first = reader.name();
        if (first.isEmpty()
                || first.last().is("DEFAULT")
                || first.last().content().equals("$user")) {
            made.workAsUsual();
        } else {
            made.workIn(Made.name(first.last()));
        }
    }
}
