package io.holdfast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Every setting there is. The binder, the variables, the reference and the JSON Schema all read this list: a new key is
 * one line here and one in the record that holds it.
 */
final class DeclaredKeys {
    static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9-]*");

    static final Key<Path> HOME = Key.of(
            "home",
            ValueTypes.path(),
            ".holdfast",
            "The folder for Holdfast's own files; a relative path starts at the configuration file's folder.");

    static final Key<HoldfastConfig.Reloading> RELOAD = Key.of(
            "reload",
            ValueTypes.choice(List.of(HoldfastConfig.Reloading.values())),
            "auto",
            "How changes of these settings take effect while a program runs: `auto` within two seconds, `manual` when the"
                    + " program calls `Holdfast.reload()`.");
    static final Key<String> CONTROL = Key.open(
            "control",
            ValueTypes.text(),
            "The declared database in which Holdfast keeps flags and the audit table; without it there are neither.");

    static final Key<DatabaseUrl.Parsed> URL = Key.open(
            "url",
            ValueTypes.databaseUrl(),
            "Where the database is: `sqlite:FILE`, `postgresql://HOST/NAME`, `mongodb://HOST/NAME` or"
                    + " `embedded:postgresql`; every database must have one.");
    static final Key<String> USER =
            Key.open("user", ValueTypes.text(), "The user to connect as, where the url does not name one.");
    static final Key<Secret> PASSWORD =
            Key.open("password", ValueTypes.secret(), "The user's password, best kept outside the file.");
    static final Key<CredentialsReference> CREDENTIALS = Key.open(
            "credentials",
            ValueTypes.credentials(),
            "Where user and password come from instead, as `PROVIDER:ARGUMENT`: a provider on the class path, such as a"
                    + " vault's, is asked again for every new connection.");
    static final Key<DatabaseUrl.Parsed> STANDBY = Key.open(
            "standby",
            ValueTypes.databaseUrl(),
            "A second PostgreSQL server with a copy of the same data, for the time when the first does not answer; its"
                    + " user and password are those of the first unless its url names others.");
    static final Key<StandbyConfig.Mode> STANDBY_MODE = Key.of(
            "standby-mode",
            ValueTypes.choice(List.of(StandbyConfig.Mode.values())),
            "read-only",
            "What the standby is used for: `read-only` answers reads and takes no writes; `promoted` takes writes too,"
                    + " once somebody has promoted it.");
    static final Key<WhileDown> WHILE_DOWN = Key.of(
            "while-down",
            ValueTypes.choice(List.of(WhileDown.values())),
            "reject",
            "What becomes of calls while no server can answer them: `reject` fails them at once, `wait` lets them wait"
                    + " for `pool.acquire-timeout`, or until their own deadline.");
    static final Key<Boolean> REQUIRED = Key.of(
            "required", ValueTypes.bool(), "true", "Whether start-up fails when this database cannot be reached.");
    static final Key<Duration> AWAIT = Key.of(
            "await",
            ValueTypes.duration(Duration.ZERO, Duration.ofDays(1)),
            "60s",
            "How long start-up waits for this database to become reachable.");

    static final Key<Integer> POOL_SIZE =
            Key.of("size", ValueTypes.integer(1, 1_000), "10", "The most connections that are open at once.");
    static final Key<Integer> POOL_MIN_IDLE = Key.of(
            "min-idle",
            ValueTypes.integer(0, 1_000),
            "2",
            "The connections kept open while nobody uses them; never above `size`, and `size` where that is below 2.");
    static final Key<Duration> POOL_ACQUIRE_TIMEOUT = Key.of(
            "acquire-timeout",
            ValueTypes.duration(Duration.ofMillis(250), Duration.ofHours(1)),
            "2s",
            "How long a caller waits for a free connection.");
    static final Key<Duration> POOL_MAX_LIFETIME = Key.of(
            "max-lifetime",
            ValueTypes.duration(Duration.ofSeconds(30), Duration.ofDays(7)),
            "15m",
            "The age at which a connection is replaced by a new one.");

    static final Key<Integer> POOL_MAX_WAITING = Key.of(
            "max-waiting",
            ValueTypes.integer(0, 1_000_000),
            "1000",
            "The most callers that wait at once, for a free connection or for the server; further ones are refused.");
    static final Key<Duration> POOL_LEAK_THRESHOLD = Key.of(
            "leak-threshold",
            ValueTypes.duration(Duration.ofMillis(100), Duration.ofDays(7)),
            "60s",
            "How long a connection may be away before it counts as leaked and its borrower is named in the log.");
    static final Key<String> POOL_INIT_SQL =
            Key.open("init-sql", ValueTypes.text(), "A statement that every new connection begins with.");

    static final Key<Duration> TIMEOUTS_CONNECT = Key.of(
            "connect",
            ValueTypes.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            "2s",
            "How long one attempt to connect may take.");
    static final Key<Duration> TIMEOUTS_STATEMENT = Key.of(
            "statement",
            ValueTypes.duration(Duration.ofMillis(100), Duration.ofDays(7)),
            "30s",
            "How long one statement may take: the server ends it then, and 5 s later the connection is given up.");
    static final Key<Duration> TIMEOUTS_TRANSACTION = Key.of(
            "transaction",
            ValueTypes.duration(Duration.ofMillis(100), Duration.ofDays(7)),
            "60s",
            "How long a transaction may take, its repetitions included; also how long the server lets one idle.");
    static final Key<Duration> TIMEOUTS_IN_DOUBT = Key.of(
            "in-doubt",
            ValueTypes.duration(Duration.ZERO, Duration.ofHours(1)),
            "30s",
            "How long the outcome of a commit is looked for when its answer was lost; 0s reports it as unknown at once.");

    static final Key<Duration> PROBE_EVERY = Key.of(
            "every",
            ValueTypes.duration(Duration.ofMillis(50), Duration.ofMinutes(10)),
            "500ms",
            "How often each server is asked whether it answers.");
    static final Key<Duration> PROBE_TIMEOUT = Key.of(
            "timeout",
            ValueTypes.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "1s",
            "How long the answer may take.");
    static final Key<Integer> PROBE_MISSES = Key.of(
            "misses",
            ValueTypes.integer(1, 100),
            "2",
            "How many answers in a row must be missing before a server counts as down; a refused connection needs one.");
    static final Key<Duration> PROBE_SETTLE = Key.of(
            "settle",
            ValueTypes.duration(Duration.ZERO, Duration.ofDays(1)),
            "30s",
            "How long the first server must have answered again before reads go back to it from the standby.");

    static final Key<Integer> RETRY_ATTEMPTS = Key.of(
            "attempts",
            ValueTypes.integer(1, 1_000),
            "10",
            "How often work that is safe to repeat is tried in all, within its deadline.");
    static final Key<Duration> RETRY_FIRST = Key.of(
            "first",
            ValueTypes.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
            "5ms",
            "The longest wait before the first repetition; the wait is random, and its limit doubles each time.");
    static final Key<Duration> RETRY_CAP = Key.of(
            "cap",
            ValueTypes.duration(Duration.ofMillis(1), Duration.ofMinutes(10)),
            "500ms",
            "The longest wait before any repetition; at least `first`.");

    static final Key<TlsConfig.Mode> TLS_MODE = Key.open(
            "mode",
            ValueTypes.choice(List.of(TlsConfig.Mode.values())),
            "`verify-full` (the default, but for a server on this machine) demands a trusted certificate with the"
                    + " server's name, `verify-ca` a trusted certificate, `require` encryption only; `off` (the default on"
                    + " loopback where nothing is said under `tls`) sends everything in plain text. Nothing falls back to"
                    + " plain text by itself.");
    static final Key<Path> TLS_CA = Key.open(
            "ca",
            ValueTypes.path(),
            "The certificates to trust, as a PEM file; without it those in `~/.postgresql/root.crt` (for PostgreSQL), and"
                    + " without that file those that the Java runtime trusts.");
    static final Key<Path> TLS_CERTIFICATE = Key.open(
            "certificate",
            ValueTypes.path(),
            "The client's own certificate, as a PEM file; those above it may follow in it.");
    static final Key<Path> TLS_KEY = Key.open(
            "key",
            ValueTypes.path(),
            "The key of the client's certificate, as PEM or DER (PKCS#8); or as PKCS#12 (`.p12`, `.pfx`), which holds the"
                    + " certificate, too.");
    static final Key<Secret> TLS_PASSPHRASE =
            Key.open("passphrase", ValueTypes.secret(), "The passphrase of the key, where it has one.");

    static final Key<List<Path>> MIGRATIONS_LOCATIONS = Key.open(
            "locations",
            ValueTypes.paths(),
            "The folders with the migration files, those in them included, separated by commas.");
    static final Key<MigrationsConfig.OnStart> MIGRATIONS_ON_START = Key.of(
            "on-start",
            ValueTypes.choice(List.of(MigrationsConfig.OnStart.values())),
            "apply",
            "What becomes of pending migrations at start-up: `apply` applies them, `validate` fails the start, `off` does"
                    + " not look.");
    static final Key<String> MIGRATIONS_TABLE = Key.of(
            "table",
            ValueTypes.name(),
            "holdfast_schema_history",
            "The table that keeps the history of the migrations.");
    static final Key<String> MIGRATIONS_SCHEMA = Key.open(
            "schema",
            ValueTypes.name(),
            "PostgreSQL: the schema in which the migrations work, and in which the table of their history is; made where it"
                    + " is missing. Without it, the first of the search path.");
    static final Key<Boolean> MIGRATIONS_OUT_OF_ORDER = Key.of(
            "out-of-order",
            ValueTypes.bool(),
            "false",
            "Whether a migration may be applied that is older than the newest applied one.");
    static final Key<Duration> MIGRATIONS_LOCK_TIMEOUT = Key.of(
            "lock-timeout",
            ValueTypes.duration(Duration.ofMillis(10), Duration.ofHours(1)),
            "5s",
            "How long a migration waits for the locks of others, who would queue behind it; then it is undone, and tried"
                    + " again a little later.");
    static final Key<Duration> MIGRATIONS_LOCK_WAIT = Key.of(
            "lock-wait",
            ValueTypes.duration(Duration.ZERO, Duration.ofDays(7)),
            "10m",
            "How long to wait for another runner of migrations, and how long a migration that meets the locks of others is"
                    + " tried.");
    static final Key<List<IgnorePattern>> MIGRATIONS_IGNORE = Key.open(
            "ignore",
            ValueTypes.ignored(),
            "What is no problem although files and history differ, as `TYPE:STATE`, separated by commas, such as"
                    + " `*:missing, versioned:future`.");
    static final Key<Map<String, String>> MIGRATIONS_PLACEHOLDERS = Key.open(
            "placeholders",
            ValueTypes.pairs(),
            "What stands for `${NAME}` in the files, as `NAME=TEXT`, separated by commas.");
    static final Key<MigrationsConfig.OnDrift> MIGRATIONS_DRIFT = Key.of(
            "drift",
            ValueTypes.choice(List.of(MigrationsConfig.OnDrift.values())),
            "warn",
            "What becomes of a schema at start-up that was changed in another way than by migrations: `warn` puts it into"
                    + " the log, `fail` fails the start, `off` does not look. With PostgreSQL only where `scratch` names a"
                    + " server.");
    static final Key<List<String>> MIGRATIONS_UNMANAGED = Key.open(
            "unmanaged",
            ValueTypes.names(),
            "The tables and other things in the schema that somebody else keeps, separated by commas, such as"
                    + " `spatial_ref_sys, legacy_*`: nobody misses or minds them when the schema is compared.");
    static final Key<DatabaseUrl.Parsed> MIGRATIONS_SCRATCH = Key.open(
            "scratch",
            ValueTypes.databaseUrl(),
            "The PostgreSQL server on which databases are made and dropped again, to find drift and to rehearse; best of the"
                    + " same version. Without it the command starts a server of its own meanwhile.");

    static final Key<List<String>> DOCUMENTS_MASKED = Key.of(
            "masked",
            ValueTypes.names(),
            "password*, secret*, token*, api_key, email",
            "The fields of documents, at any depth, whose values `holdfast documents` shows to nobody, separated by commas.");

    static final Key<LogConfig.Operations> LOG_OPERATIONS = Key.of(
            "operations",
            ValueTypes.choice(List.of(LogConfig.Operations.values())),
            "all",
            "Which operations are logged, by the logger `io.holdfast.operation`: `all`, those that `failed`, or none (`off`).");
    static final Key<Double> LOG_SAMPLE = Key.of(
            "sample",
            ValueTypes.fraction(),
            "1",
            "The part of the operations without a failure that is logged, chosen at random, such as `0.01` for one in a"
                    + " hundred; those that failed are always logged.");
    static final Key<LogConfig.Level> LOG_LEVEL = Key.of(
            "level",
            ValueTypes.choice(List.of(LogConfig.Level.values())),
            "warn",
            "What the program `holdfast` logs on standard error: that level and above. An application's own logging"
                    + " decides for itself.");
    static final Key<LogConfig.Format> LOG_FORMAT = Key.of(
            "format",
            ValueTypes.choice(List.of(LogConfig.Format.values())),
            "text",
            "How the program `holdfast` writes its log: lines for people (`text`), or a JSON object on each line (`json`).");

    static final Section LOG = new Section(
            "log",
            Section.Repetition.ONCE,
            "What is logged.",
            List.of(LOG_OPERATIONS, LOG_SAMPLE, LOG_LEVEL, LOG_FORMAT),
            List.of());
    static final Key<Integer> QUEUE_MAX_ENTRIES = Key.of(
            "max-entries",
            ValueTypes.integer(1, 10_000_000),
            "100000",
            "The most entries in the queue at once, those that were set aside included; further ones are refused.");
    static final Key<Long> QUEUE_MAX_BYTES = Key.of(
            "max-bytes",
            ValueTypes.size(1024, 1L << 40),
            "64MB",
            "The most bytes that the payloads in the queue have together; they are kept in memory as well as on disk.");
    static final Key<Duration> QUEUE_MAX_AGE = Key.of(
            "max-age",
            ValueTypes.duration(Duration.ofSeconds(1), Duration.ofDays(3650)),
            "7d",
            "The age at which an entry that waits is set aside instead of applied; nothing is thrown away.");
    static final Key<Integer> QUEUE_ATTEMPTS = Key.of(
            "attempts",
            ValueTypes.integer(1, 1_000),
            "5",
            "How often an entry is tried before it is set aside; attempts that fail because the database is away do not"
                    + " count.");

    static final Section POOL = new Section(
            "pool",
            Section.Repetition.ONCE,
            "The connections kept for a database.",
            List.of(
                    POOL_SIZE,
                    POOL_MIN_IDLE,
                    POOL_ACQUIRE_TIMEOUT,
                    POOL_MAX_LIFETIME,
                    POOL_MAX_WAITING,
                    POOL_LEAK_THRESHOLD,
                    POOL_INIT_SQL),
            List.of());
    static final Section TIMEOUTS = new Section(
            "timeouts",
            Section.Repetition.ONCE,
            "How long work with a database may take.",
            List.of(TIMEOUTS_CONNECT, TIMEOUTS_STATEMENT, TIMEOUTS_TRANSACTION, TIMEOUTS_IN_DOUBT),
            List.of());
    static final Section PROBE = new Section(
            "probe",
            Section.Repetition.ONCE,
            "How a database's servers are watched.",
            List.of(PROBE_EVERY, PROBE_TIMEOUT, PROBE_MISSES, PROBE_SETTLE),
            List.of());
    static final Section RETRY = new Section(
            "retry",
            Section.Repetition.ONCE,
            "How work that is safe to repeat is repeated.",
            List.of(RETRY_ATTEMPTS, RETRY_FIRST, RETRY_CAP),
            List.of());
    static final Section TLS = new Section(
            "tls",
            Section.Repetition.ONCE,
            "How connections to a server are encrypted, and whom they trust.",
            List.of(TLS_MODE, TLS_CA, TLS_CERTIFICATE, TLS_KEY, TLS_PASSPHRASE),
            List.of());
    static final Section MIGRATIONS = new Section(
                    "migrations",
                    Section.Repetition.ONCE,
                    "The schema migrations of a database; their locations alone may stand here instead of the keys.",
                    List.of(
                            MIGRATIONS_LOCATIONS,
                            MIGRATIONS_ON_START,
                            MIGRATIONS_TABLE,
                            MIGRATIONS_SCHEMA,
                            MIGRATIONS_OUT_OF_ORDER,
                            MIGRATIONS_LOCK_TIMEOUT,
                            MIGRATIONS_LOCK_WAIT,
                            MIGRATIONS_IGNORE,
                            MIGRATIONS_PLACEHOLDERS,
                            MIGRATIONS_DRIFT,
                            MIGRATIONS_UNMANAGED,
                            MIGRATIONS_SCRATCH),
                    List.of())
            .shortFor(MIGRATIONS_LOCATIONS);
    static final Section DATABASES = new Section(
            "databases",
            Section.Repetition.BY_NAME,
            "The databases, each under a name of lower-case letters, digits and dashes.",
            List.of(URL, USER, PASSWORD, CREDENTIALS, STANDBY, STANDBY_MODE, WHILE_DOWN, REQUIRED, AWAIT),
            List.of(POOL, TIMEOUTS, PROBE, RETRY, TLS, MIGRATIONS));
    static final Section QUEUE = new Section(
            "queue",
            Section.Repetition.ONCE,
            "The durable queue of writes that may be done later.",
            List.of(QUEUE_MAX_ENTRIES, QUEUE_MAX_BYTES, QUEUE_MAX_AGE, QUEUE_ATTEMPTS),
            List.of());
    static final Section DOCUMENTS = new Section(
            "documents", Section.Repetition.ONCE, "What is shown of documents.", List.of(DOCUMENTS_MASKED), List.of());
    static final Section ROOT = new Section(
            "",
            Section.Repetition.ONCE,
            "The settings of Holdfast.",
            List.of(HOME, CONTROL, RELOAD),
            List.of(LOG, DATABASES, QUEUE, DOCUMENTS));

    private DeclaredKeys() {}
}
