package io.holdfast.config;

import io.holdfast.config.Binder.Bound;
import io.holdfast.config.tree.Origin;
import io.holdfast.config.tree.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes one database's record from its keys. */
final class DatabaseBinding {
    private final Binder binder;
    private final Problems problems;
    private final String name;
    private final String section;

    DatabaseBinding(Binder binder, Problems problems, String name) {
        this.binder = binder;
        this.problems = problems;
        this.name = name;
        this.section = DeclaredKeys.DATABASES.name() + "." + name;
    }

    /**
     * The record; empty where the url is missing or wrong.
     *
     * @param declared where the database is first spoken of
     * @param folder where relative files start
     * @param home the folder for Holdfast's own files
     * @param providers where credentials can be fetched
     */
    Optional<DatabaseConfig> bind(Origin declared, Path folder, Path home, List<CredentialsProvider> providers) {
        Optional<Bound<DatabaseUrl.Parsed>> url = binder.read(DeclaredKeys.URL, section);
        String path = Binder.path(DeclaredKeys.URL, section);
        if (url.isEmpty() && !binder.failed(path)) {
            problems.add(
                    declared,
                    "%s has no url; expected %s or the variable %s".formatted(section, path, Variables.of(path)));
        }
        Optional<DatabaseUrl> place = url.map(bound -> place(bound.value().url(), folder, home));
        url.ifPresent(bound -> binder.note(path, place.orElseThrow().toString(), bound));
        CredentialsSource credentials = new CredentialsBinding(binder, problems, section).bind(name, url, providers);
        Optional<StandbyConfig> standby = new StandbyBinding(binder, problems, section).bind(url);
        var settings = new SettingsBinding(binder, problems, section);
        WhileDown whileDown = binder.value(DeclaredKeys.WHILE_DOWN, section);
        boolean required = binder.value(DeclaredKeys.REQUIRED, section);
        Duration await = binder.value(DeclaredKeys.AWAIT, section);
        PoolConfig pool = settings.pool();
        TimeoutsConfig timeouts = settings.timeouts();
        ProbeConfig probe = settings.probe();
        RetryConfig retry = settings.retry();
        TlsConfig tls = settings.tls(url, folder);
        MigrationsConfig migrations = new MigrationsBinding(binder, problems, section).bind(place, folder);
        return place.map(known -> new DatabaseConfig(
                name,
                known,
                credentials,
                standby,
                whileDown,
                required,
                await,
                pool,
                timeouts,
                probe,
                retry,
                tls,
                migrations));
    }

    private DatabaseUrl place(DatabaseUrl url, Path folder, Path home) {
        return url.embedded() && url.path().isEmpty()
                ? url.withPath(home.resolve("embedded").resolve(name).toString())
                : url.in(folder);
    }
}
