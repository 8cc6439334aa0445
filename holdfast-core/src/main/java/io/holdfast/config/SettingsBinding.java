package io.holdfast.config;

import io.holdfast.config.Binder.Bound;
import io.holdfast.config.tree.Origin;
import io.holdfast.config.tree.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Makes the records inside a database's record: pool, timeouts, probe, retry and TLS. */
final class SettingsBinding {
    private final Binder binder;
    private final Problems problems;
    private final String section;

    SettingsBinding(Binder binder, Problems problems, String section) {
        this.binder = binder;
        this.problems = problems;
        this.section = section;
    }

    PoolConfig pool() {
        String inside = inside(DeclaredKeys.POOL);
        int size = binder.value(DeclaredKeys.POOL_SIZE, inside);
        int minIdle = minIdle(inside, size);
        Optional<Bound<String>> initSql = binder.read(DeclaredKeys.POOL_INIT_SQL, inside);
        var pool = new PoolConfig(
                size,
                minIdle,
                binder.value(DeclaredKeys.POOL_ACQUIRE_TIMEOUT, inside),
                binder.value(DeclaredKeys.POOL_MAX_LIFETIME, inside),
                binder.value(DeclaredKeys.POOL_MAX_WAITING, inside),
                binder.value(DeclaredKeys.POOL_LEAK_THRESHOLD, inside),
                initSql.map(Bound::value).orElse(""));
        note(DeclaredKeys.POOL_INIT_SQL, inside, initSql);
        return pool;
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
                            .formatted(path, shown(bound), inside));
        }
        binder.note(path, String.valueOf(bound.value()), bound);
        return bound.value();
    }

    private static Object shown(Bound<?> bound) {
        return bound.exposure() == ValueType.Exposure.OPEN ? bound.value() : "masked";
    }

    TimeoutsConfig timeouts() {
        String inside = inside(DeclaredKeys.TIMEOUTS);
        return new TimeoutsConfig(
                binder.value(DeclaredKeys.TIMEOUTS_CONNECT, inside),
                binder.value(DeclaredKeys.TIMEOUTS_STATEMENT, inside),
                binder.value(DeclaredKeys.TIMEOUTS_TRANSACTION, inside),
                binder.value(DeclaredKeys.TIMEOUTS_IN_DOUBT, inside));
    }

    ProbeConfig probe() {
        String inside = inside(DeclaredKeys.PROBE);
        return new ProbeConfig(
                binder.value(DeclaredKeys.PROBE_EVERY, inside),
                binder.value(DeclaredKeys.PROBE_TIMEOUT, inside),
                binder.value(DeclaredKeys.PROBE_MISSES, inside),
                binder.value(DeclaredKeys.PROBE_SETTLE, inside));
    }

    RetryConfig retry() {
        String inside = inside(DeclaredKeys.RETRY);
        int attempts = binder.value(DeclaredKeys.RETRY_ATTEMPTS, inside);
        Duration first = binder.value(DeclaredKeys.RETRY_FIRST, inside);
        Duration cap = binder.value(DeclaredKeys.RETRY_CAP, inside);
        String path = Binder.path(DeclaredKeys.RETRY_CAP, inside);
        boolean comparable = !binder.failed(path) && !binder.failed(Binder.path(DeclaredKeys.RETRY_FIRST, inside));
        if (comparable && cap.compareTo(first) < 0) {
            Origin written = binder.origin(path);
            problems.add(
                    written.equals(Origin.DEFAULT)
                            ? binder.origin(Binder.path(DeclaredKeys.RETRY_FIRST, inside))
                            : written,
                    "%s is shorter than %s.first; expected at least as much".formatted(path, inside));
        }
        return new RetryConfig(attempts, first, cap);
    }

    /** Files have no encryption of their own, and an address that speaks of it leaves nothing for the section to say. */
    TlsConfig tls(Optional<Bound<DatabaseUrl.Parsed>> url, Path folder) {
        String inside = inside(DeclaredKeys.TLS);
        var tls = new TlsConfig(
                said(DeclaredKeys.TLS_MODE, inside),
                said(DeclaredKeys.TLS_CA, inside).map(folder::resolve),
                said(DeclaredKeys.TLS_CERTIFICATE, inside).map(folder::resolve),
                said(DeclaredKeys.TLS_KEY, inside).map(folder::resolve),
                said(DeclaredKeys.TLS_PASSPHRASE, inside));
        if (tls.isSaid() && url.isPresent()) {
            checkTls(inside, tls, url.get());
        }
        return tls;
    }

    private void checkTls(String inside, TlsConfig tls, Bound<DatabaseUrl.Parsed> address) {
        DatabaseUrl url = address.value().url();
        if (url.host().isEmpty()) {
            problems.add(
                    section,
                    "%s is set, but a database without a server of its own needs no encryption; expected no such section"
                            .formatted(inside));
        } else if (url.parameters().keySet().stream().anyMatch(name -> name.startsWith("ssl") || name.equals("tls"))) {
            problems.add(
                    address.origin(),
                    "the url of %s speaks of encryption, and so does %s; expected one of the two"
                            .formatted(section, inside));
        } else if (tls.certificate().isPresent() != tls.key().isPresent()
                && tls.key().filter(SettingsBinding::holdsBoth).isEmpty()) {
            problems.add(
                    section,
                    "%s has a certificate without a key, or a key without a certificate; expected both"
                            .formatted(inside));
        }
    }

    /** PKCS#12 files hold the certificate, too. */
    private static boolean holdsBoth(Path key) {
        return key.toString().endsWith(".p12") || key.toString().endsWith(".pfx");
    }

    private <T> Optional<T> said(Key<T> key, String inside) {
        Optional<Bound<T>> bound = binder.read(key, inside);
        note(key, inside, bound);
        return bound.map(Bound::value);
    }

    private <T> void note(Key<T> key, String inside, Optional<Bound<T>> bound) {
        bound.ifPresent(
                set -> binder.note(Binder.path(key, inside), key.type().writer().apply(set.value()), set));
    }

    private String inside(Section inner) {
        return section + "." + inner.name();
    }
}
