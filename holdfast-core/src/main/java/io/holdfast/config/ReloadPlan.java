package io.holdfast.config;

import io.holdfast.config.LoadedConfig.Setting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What would change if one configuration took the place of another.
 *
 * @param changes every setting that is another one
 */
public record ReloadPlan(List<ConfigChange> changes) {
    /** Keeps a copy of the list. */
    public ReloadPlan {
        changes = List.copyOf(changes);
    }

    /** What there is to do until {@code running} is {@code next}. Nothing is asked but the two. */
    public static ReloadPlan between(LoadedConfig running, LoadedConfig next) {
        return new Comparison(running, next).plan();
    }

    /** Why it cannot be done while the program runs: every reason; empty if it can. */
    public Optional<HoldfastException> refusal() {
        List<ConfigChange> reasons = changes.stream()
                .filter(change -> change.reload() == Reload.RESTART)
                .toList();
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        String what = reasons.size() == 1 ? "a setting" : reasons.size() + " settings";
        String each = reasons.stream()
                .map(change -> "  %s, %s".formatted(change.origin(), change))
                .collect(Collectors.joining("\n"));
        return Optional.of(Failure.of(
                        ErrorKind.CONFIGURATION,
                        "the change of the configuration is refused whole: %s cannot change while the program runs:\n%s"
                                .formatted(what, each))
                .withHint("restart the program, or take %s back".formatted(reasons.size() == 1 ? "it" : "them"))
                .exception());
    }

    /** Holds two configurations against each other, key by key. */
    private record Comparison(LoadedConfig running, LoadedConfig next) {
        private static final String DECLARED = "declared";

        ReloadPlan plan() {
            List<ConfigChange> changes = new ArrayList<>();
            compare(ReloadTable.ROOT, "", running.config(), next.config(), changes);
            Map<String, DatabaseConfig> before = running.config().databases();
            Map<String, DatabaseConfig> after = next.config().databases();
            before.forEach((name, database) -> {
                DatabaseConfig now = after.get(name);
                if (now == null) {
                    changes.add(appearance(name, DECLARED, ConfigChange.NOTHING, running));
                } else {
                    compare(ReloadTable.DATABASE, name, database, now, changes);
                }
            });
            after.keySet().stream()
                    .filter(name -> !before.containsKey(name))
                    .forEach(name -> changes.add(appearance(name, ConfigChange.NOTHING, DECLARED, next)));
            return new ReloadPlan(changes);
        }

        private <T> void compare(
                List<ReloadTable.Row<T>> rows, String name, T before, T after, List<ConfigChange> changes) {
            for (ReloadTable.Row<T> row : rows) {
                if (row.differs(before, after)) {
                    String path = row.path(name);
                    changes.add(new ConfigChange(
                            path,
                            row.shown(text(running, path)),
                            row.shown(text(next, path)),
                            origin(path, next),
                            row.reload()));
                }
            }
        }

        private ConfigChange appearance(String name, String before, String after, LoadedConfig where) {
            String origin = origin(Binder.path(DeclaredKeys.URL, section(name)), where);
            return new ConfigChange(section(name), before, after, origin, Reload.RESTART);
        }

        private static String section(String database) {
            return DeclaredKeys.DATABASES.name() + "." + database;
        }

        private static String text(LoadedConfig config, String path) {
            return find(config, path, Setting::value).orElse(ConfigChange.NOTHING);
        }

        /** A key that is gone has no place any more. */
        private String origin(String path, LoadedConfig where) {
            return find(where, path, Setting::origin)
                    .or(() -> find(running, path, Setting::origin).map(place -> "no longer at " + place))
                    .orElse("default");
        }

        private static Optional<String> find(LoadedConfig config, String path, Function<Setting, String> part) {
            return config.settings().stream()
                    .filter(setting -> setting.key().equals(path))
                    .map(part)
                    .findFirst();
        }
    }
}
