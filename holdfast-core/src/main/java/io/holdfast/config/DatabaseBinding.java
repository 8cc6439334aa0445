package io.holdfast.config;

import io.holdfast.config.Binder.Bound;
import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.config.tree.Origin;
import io.holdfast.config.tree.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

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
     */
    Optional<DatabaseConfig> bind(Origin declared, Path folder, Path home) {
        Optional<Bound<DatabaseUrl.Parsed>> url = binder.read(DeclaredKeys.URL, section);
        String path = Binder.path(DeclaredKeys.URL, section);
        if (url.isEmpty() && !binder.failed(path)) {
            problems.add(
                    declared,
                    "%s has no url; expected %s or the variable %s".formatted(section, path, Variables.of(path)));
        }
        Optional<DatabaseUrl> place = url.map(bound -> place(bound.value().url(), folder, home));
        url.ifPresent(bound -> binder.note(path, place.orElseThrow().toString(), bound));
        Optional<Credentials> credentials = credentials(url);
        boolean required = binder.value(DeclaredKeys.REQUIRED, section);
        Duration await = binder.value(DeclaredKeys.AWAIT, section);
        PoolConfig pool = pool(section + "." + DeclaredKeys.POOL.name());
        var timeouts = new TimeoutsConfig(
                binder.value(DeclaredKeys.TIMEOUTS_CONNECT, section + "." + DeclaredKeys.TIMEOUTS.name()));
        return place.map(known -> new DatabaseConfig(name, known, credentials, required, await, pool, timeouts));
    }

    private DatabaseUrl place(DatabaseUrl url, Path folder, Path home) {
        return url.embedded() && url.path().isEmpty()
                ? url.withPath(home.resolve("embedded").resolve(name).toString())
                : url.in(folder);
    }

    private PoolConfig pool(String inside) {
        int size = binder.value(DeclaredKeys.POOL_SIZE, inside);
        int minIdle = minIdle(inside, size);
        return new PoolConfig(
                size,
                minIdle,
                binder.value(DeclaredKeys.POOL_ACQUIRE_TIMEOUT, inside),
                binder.value(DeclaredKeys.POOL_MAX_LIFETIME, inside));
    }

    /** A written value must fit the pool; the default gives way to a small pool. */
    private int minIdle(String inside, int size) {
        Key<Integer> key = DeclaredKeys.POOL_MIN_IDLE;
        Bound<Integer> bound = binder.read(key, inside)
                .orElseGet(() -> new Bound<>(
                        Math.min(size, key.standard().orElseThrow()), Origin.DEFAULT, ValueType.Exposure.OPEN));
        String path = Binder.path(key, inside);
        boolean comparable = !binder.failed(path) && !binder.failed(Binder.path(DeclaredKeys.POOL_SIZE, inside));
        if (comparable && bound.value() > size) {
            problems.add(
                    bound.origin(),
                    "%s is %s, more than the pool's size; expected at most the value of %s.size"
                            .formatted(
                                    path,
                                    bound.exposure() == ValueType.Exposure.OPEN ? bound.value() : "masked",
                                    inside));
        }
        binder.note(path, String.valueOf(bound.value()), bound);
        return bound.value();
    }

    private Optional<Credentials> credentials(Optional<Bound<DatabaseUrl.Parsed>> url) {
        Optional<Bound<String>> user = binder.read(DeclaredKeys.USER, section);
        Optional<Bound<Secret>> password = binder.read(DeclaredKeys.PASSWORD, section);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Bound<DatabaseUrl.Parsed> address = url.get();
        if (address.value().url().host().isEmpty()) {
            user.ifPresent(bound -> needless(DeclaredKeys.USER, bound, address));
            password.ifPresent(bound -> needless(DeclaredKeys.PASSWORD, bound, address));
            return Optional.empty();
        }
        Optional<Bound<String>> asked =
                chosen(DeclaredKeys.USER, user, inUrl(address, Credentials::user, ValueType.Exposure.OPEN), address);
        Optional<Bound<Secret>> proof = chosen(
                DeclaredKeys.PASSWORD,
                password,
                inUrl(address, Credentials::password, ValueType.Exposure.SECRET),
                address);
        if (asked.isEmpty() && proof.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credentials(
                asked.map(Bound::value).orElse(""), proof.map(Bound::value).orElse(Secret.of(""))));
    }

    /** A part of the credentials that stood in the address; empty where it says nothing. */
    private static <T> Optional<Bound<T>> inUrl(
            Bound<DatabaseUrl.Parsed> address, Function<Credentials, T> part, ValueType.Exposure exposure) {
        var shown = exposure == ValueType.Exposure.SECRET ? exposure : address.exposure();
        return address.value()
                .credentials()
                .map(part)
                .filter(value -> !value.equals("") && !value.equals(Secret.of("")))
                .map(value -> new Bound<>(value, address.origin(), shown));
    }

    /** Key or address: the later source wins, and one source may not say two things. */
    private <T> Optional<Bound<T>> chosen(
            Key<T> key, Optional<Bound<T>> own, Optional<Bound<T>> inUrl, Bound<?> address) {
        Optional<Bound<T>> result = own.or(() -> inUrl);
        if (own.isPresent() && inUrl.isPresent()) {
            int order = own.get().origin().source().compareTo(address.origin().source());
            if (order == 0 && !own.get().value().equals(inUrl.get().value())) {
                problems.add(
                        own.get().origin(),
                        "%s and the url of %s say different things; expected one of the two"
                                .formatted(Binder.path(key, section), section));
            }
            result = order < 0 ? inUrl : own;
        }
        result.ifPresent(bound ->
                binder.note(Binder.path(key, section), key.type().writer().apply(bound.value()), bound));
        return result;
    }

    /** A file has no users: what an earlier source said for a server is dropped, what stands beside it is refused. */
    private void needless(Key<?> key, Bound<?> bound, Bound<DatabaseUrl.Parsed> address) {
        if (bound.origin().source().compareTo(address.origin().source()) >= 0) {
            problems.add(
                    bound.origin(),
                    "%s is set, but %s needs no credentials; expected no such key"
                            .formatted(
                                    Binder.path(key, section),
                                    address.value().url().embedded() ? "an embedded server" : "a SQLite file"));
        }
    }
}
