package io.holdfast.config;

import java.util.Locale;

/** The reference of all settings, in Markdown. */
public final class ConfigReference {
    private ConfigReference() {}

    /** The text of {@code docs/configuration.md}. */
    public static String markdown() {
        var text = new StringBuilder(INTRODUCTION);
        text.append("| key | variable | type | default | change | meaning |\n|---|---|---|---|---|---|\n");
        for (Section.Leaf leaf : DeclaredKeys.ROOT.leaves()) {
            Key<?> key = leaf.key();
            text.append("| `%s` | `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            leaf.path().replace("*", "NAME"),
                            Variables.of(leaf.path().replace("*", "NAME")),
                            key.type().word(),
                            key.fallback() == null ? "" : "`" + key.fallback() + "`",
                            change(key),
                            key.meaning()));
        }
        return text.append(RULES).toString();
    }

    private static String change(Key<?> key) {
        return ReloadTable.of(key).orElseThrow().name().toLowerCase(Locale.ROOT);
    }

    private static final String INTRODUCTION = """
            # Configuration

            Generated from the declared keys; a test fails when this file is stale. Editors complete and check
            `holdfast.yaml` with [holdfast.schema.json](holdfast.schema.json).

            ```yaml
            # holdfast.yaml
            databases:
              app:
                url: postgresql://db1:5432/app
                user: app
                password: ${file:/run/secrets/app}
                pool: { size: 10, acquire-timeout: 2s }
            ```

            ## Keys

            A change of a key that is `live` takes effect while the program runs; one of a key that says `restart` is refused,
            with everything that was changed beside it. [reload.md](reload.md) tells how.

            """;

    private static final String RULES = """

            ## Sources

            Each overrides the ones before it:

            1. `holdfast.yaml`
            2. the profile's file, such as `holdfast-production.yaml`, chosen by `--profile` or `HOLDFAST_PROFILE`
            3. `DATABASE_URL`, from `.env` or, before it, the environment: declares a database named `app`; so do
               `EXTERNAL_USERS_URL`, `RASEEN_TEMP_USER_URL`, `RASEEN_MAIN_USER_URL`, `RASEEN_MAIN_HR_URL`, `SRIE_MAIN_USER_URL`,
               `SRIE_MAIN_HR_URL` and `EVALUATION_CONTROL_URL` for the seven databases with a role, named `external-users` and so
               on; no two of these may have the same url
            4. `HOLDFAST_` variables in `.env`, beside the file
            5. `HOLDFAST_` variables of the environment
            6. flags of the command

            `DATABASE_URL` and its like rank above the files and below every `HOLDFAST_` variable, wherever either is set: the
            more exact name wins. User and password in a url belong to the url's source; a later source overrides them, and
            one source may not say two different things.

            A variable is `HOLDFAST_` and the key's path in capitals, with `_` for dots and dashes. A variable may
            declare a database that no file names. A `HOLDFAST_` variable that names no key is an error, except
            `HOLDFAST_PROFILE`, `HOLDFAST_CONFIG`, `HOLDFAST_JAVA_OPTS` and those that start with `HOLDFAST_TEST_`.

            ## Values

            * Any value may hold `${env:NAME}`, `${env:NAME:-default}` (used where the variable is not set or blank) or
              `${file:PATH}` (without its last line end). `$${` is a plain `${`. `env` sees the environment, then `.env`.
            * A blank variable sets nothing. A blank value in a file or flag is an error: leave the key out instead.
            * Times are a number and `ms`, `s`, `m`, `h` or `d`. Sizes are a number and `B`, `KB`, `MB`, `GB` or `TB`,
              in steps of 1024.
            * Relative paths, those of SQLite files and embedded servers included, start at the folder of
              `holdfast.yaml`.
            * Passwords, the credentials in urls, and whatever came out of `${file:…}` are shown as `••••`.

            ## Addresses

            `sqlite:FILE`, `sqlite:///RELATIVE`, `sqlite:////ABSOLUTE`, `jdbc:sqlite:FILE`;
            `postgresql://USER:PASSWORD@HOST:PORT/NAME?application_name=NAME`, also as `postgres://`,
            `postgresql+asyncpg://`, `jdbc:postgresql://HOST/NAME?user=…`; `mongodb://`, `mongodb+srv://`;
            `embedded:postgresql` or `embedded:postgresql:FOLDER`, a server that Holdfast runs itself. Write
            `/ ? # @ %` in user and password as `%2F %3F %23 %40 %25`.

            SQLite takes `?mode=ro` (read only; `rw` is usual) and `?synchronous=normal` (`full` is usual); [sqlite.md](sqlite.md) says
            what they mean.

            Encryption is set under `tls`. An address may say the same as `sslmode`, `sslrootcert`, `sslcert` and
            `sslkey` instead, but not both; `sslmode=prefer` and `allow` are refused, since they fall back to plain text.
            An address of MongoDB may say `tls=true` or `tls=false`.
            """;
}
