package io.holdfast.postgresql.sqlstate;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every way to raise a code that there is here: {@link ProvokedTest} goes all of them, the document marks their codes. */
final class Provocations {
    private Provocations() {}

    static List<Provocation> all() {
        return Stream.of(StatementProvocations.ALL, SessionProvocations.ALL, ServerProvocations.ALL)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The codes that a test raises for real. */
    static Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        all().forEach(each -> codes.add(each.code()));
        return codes;
    }
}
