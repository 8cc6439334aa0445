package io.holdfast.config;

import io.holdfast.config.Binder.Bound;
import io.holdfast.config.tree.Problems;
import java.util.Optional;

/** Reads a database's second server, and refuses what could not stand in for the first. */
final class StandbyBinding {
    private final Binder binder;
    private final Problems problems;
    private final String section;

    StandbyBinding(Binder binder, Problems problems, String section) {
        this.binder = binder;
        this.problems = problems;
        this.section = section;
    }

    /** The standby; {@code primary} is the address of the first server, where that could be read. */
    Optional<StandbyConfig> bind(Optional<Bound<DatabaseUrl.Parsed>> primary) {
        Optional<Bound<DatabaseUrl.Parsed>> standby = binder.read(DeclaredKeys.STANDBY, section);
        StandbyConfig.Mode mode = binder.value(DeclaredKeys.STANDBY_MODE, section);
        if (standby.isEmpty()) {
            return Optional.empty();
        }
        Bound<DatabaseUrl.Parsed> bound = standby.get();
        DatabaseUrl url = bound.value().url();
        binder.note(path(), url.toString(), bound);
        primary.ifPresent(first -> check(bound, first.value().url()));
        return Optional.of(new StandbyConfig(url, bound.value().credentials(), mode));
    }

    private void check(Bound<DatabaseUrl.Parsed> standby, DatabaseUrl primary) {
        DatabaseUrl url = standby.value().url();
        if (!primary.engine().equals("postgresql") || primary.embedded()) {
            refuse(standby, "is set, but %s has no second server; expected no such key".formatted(kind(primary)));
        } else if (!url.engine().equals("postgresql") || url.embedded()) {
            refuse(standby, "is %s; expected another PostgreSQL server, postgresql://HOST/NAME".formatted(kind(url)));
        } else if (url.samePlace(primary)) {
            refuse(standby, "is the place that %s.url names; expected another server".formatted(section));
        }
    }

    private void refuse(Bound<?> standby, String problem) {
        problems.add(standby.origin(), path() + " " + problem);
    }

    private static String kind(DatabaseUrl url) {
        if (url.embedded()) {
            return "an embedded server";
        }
        return switch (url.engine()) {
            case "sqlite" -> "a SQLite file";
            case "mongodb" -> "a MongoDB deployment, whose driver fails over by itself,";
            default -> "a server of another kind";
        };
    }

    private String path() {
        return Binder.path(DeclaredKeys.STANDBY, section);
    }
}
