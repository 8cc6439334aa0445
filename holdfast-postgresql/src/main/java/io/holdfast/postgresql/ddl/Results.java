package io.holdfast.postgresql.ddl;

import java.util.List;

/** Results that stand beside each other, as in CASE and coalesce: PostgreSQL wants one type, SQLite does not care. */
final class Results {
    private Results() {}

    /** {@code terms} in one kind. */
    static List<Term> alike(List<Term> terms) throws Untranslatable {
        boolean mixed = terms.stream().anyMatch(term -> term.kind() == Kind.INT)
                && terms.stream().anyMatch(term -> term.kind() == Kind.BOOL);
        List<Term> alike = mixed ? terms.stream().map(Term::asNumber).toList() : terms;
        long kinds = alike.stream()
                .map(Term::kind)
                .filter(kind -> kind != Kind.NULL)
                .distinct()
                .count();
        if (kinds > 1) {
            throw new Untranslatable("results of unlike types");
        }
        if (alike.stream().anyMatch(term -> term.kind() == Kind.OTHER)) {
            throw new Untranslatable("results of a type that is only stored");
        }
        return alike;
    }

    /** The kind of {@code alike}. */
    static Kind kind(List<Term> alike) {
        return alike.stream()
                .map(Term::kind)
                .filter(kind -> kind != Kind.NULL)
                .findFirst()
                .orElse(Kind.NULL);
    }
}
