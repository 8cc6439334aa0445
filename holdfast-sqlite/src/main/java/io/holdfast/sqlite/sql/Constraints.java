package io.holdfast.sqlite.sql;

import io.holdfast.engine.SchemaModel.Deferral;
import io.holdfast.sqlite.sql.TableDeclaration.CheckDeclaration;
import io.holdfast.sqlite.sql.TableDeclaration.Draft;
import io.holdfast.sqlite.sql.TableDeclaration.KeyDeclaration;
import io.holdfast.sqlite.sql.TableDeclaration.ReferenceDeclaration;
import java.util.List;

/** Reads one constraint of a column or table. */
final class Constraints {
    private final Words words;
    private final Draft draft;

    Constraints(Words words, Draft draft) {
        this.words = words;
        this.draft = draft;
    }

    void ofTable(String name) throws NotUnderstoodException {
        if (words.accept("PRIMARY", "KEY")) {
            key(name, true, TableParser.keyColumns(words, draft));
        } else if (words.accept("UNIQUE")) {
            key(name, false, TableParser.keyColumns(words, draft));
        } else if (words.accept("CHECK")) {
            check(name);
        } else if (words.accept("FOREIGN", "KEY")) {
            List<String> columns = TableParser.keyColumns(words, draft);
            words.expect("REFERENCES");
            reference(name, columns);
        } else if (!deferral()) {
            throw new NotUnderstoodException("a constraint");
        }
    }

    void ofColumn(String name, String column) throws NotUnderstoodException {
        if (words.accept("PRIMARY", "KEY")) {
            if (!words.accept("ASC")) {
                words.accept("DESC");
            }
            key(name, true, List.of(column));
            draft.autoincrement |= words.accept("AUTOINCREMENT");
        } else if (words.accept("UNIQUE")) {
            key(name, false, List.of(column));
        } else if (words.accept("CHECK")) {
            check(name);
        } else if (words.accept("REFERENCES")) {
            reference(name, List.of(column));
        } else if (words.accept("DEFAULT")) {
            skipDefault();
        } else if (words.accept("NOT", "NULL") || words.accept("NULL")) {
            conflict("NOT NULL of column " + column);
        } else if (!deferral()) {
            throw new NotUnderstoodException("a constraint");
        }
    }

    private void key(String name, boolean primary, List<String> columns) throws NotUnderstoodException {
        draft.keys.add(new KeyDeclaration(name, primary, columns));
        conflict((primary ? "the primary key" : "the unique key") + " on " + String.join(", ", columns));
    }

    private void check(String name) throws NotUnderstoodException {
        String condition = words.bracketed();
        draft.checks.add(new CheckDeclaration(name, condition));
        conflict("the check (" + condition + ")");
    }

    /** What happens on a violation is a matter of the statement elsewhere, so any choice but the usual is noted. */
    private void conflict(String subject) throws NotUnderstoodException {
        if (words.accept("ON", "CONFLICT")) {
            String action = words.next().keyword();
            if (!action.equals("ABORT")) {
                draft.notes.add(subject + " says ON CONFLICT " + action);
            }
        }
    }

    private void skipDefault() throws NotUnderstoodException {
        if (words.peek().isSymbol("(")) {
            words.bracketed();
            return;
        }
        if (!words.acceptSymbol("-")) {
            words.acceptSymbol("+");
        }
        words.next();
    }

    private void reference(String name, List<String> columns) throws NotUnderstoodException {
        String table = words.name();
        if (words.peek().isSymbol("(")) {
            words.bracketed();
        }
        boolean more;
        do {
            more = referenceAction(table);
        } while (more);
        draft.references.add(new ReferenceDeclaration(name, columns, table, Deferral.NOT_DEFERRABLE));
        deferral();
    }

    private boolean referenceAction(String table) throws NotUnderstoodException {
        if (words.accept("MATCH")) {
            String match = words.name();
            if (!match.equalsIgnoreCase("SIMPLE")) {
                draft.notes.add(
                        "the foreign key to %s says MATCH %s, which SQLite does not heed".formatted(table, match));
            }
            return true;
        }
        if (!words.accept("ON")) {
            return false;
        }
        words.next();
        if (!words.accept("SET", "NULL")
                && !words.accept("SET", "DEFAULT")
                && !words.accept("NO", "ACTION")
                && !words.accept("CASCADE")) {
            words.expect("RESTRICT");
        }
        return true;
    }

    private boolean deferral() {
        boolean not = words.accept("NOT", "DEFERRABLE");
        if (!not && !words.accept("DEFERRABLE")) {
            return false;
        }
        boolean deferred = words.accept("INITIALLY", "DEFERRED");
        if (!deferred) {
            words.accept("INITIALLY", "IMMEDIATE");
        }
        if (!not) {
            draft.defer(deferred ? Deferral.INITIALLY_DEFERRED : Deferral.INITIALLY_IMMEDIATE);
        }
        return true;
    }
}
