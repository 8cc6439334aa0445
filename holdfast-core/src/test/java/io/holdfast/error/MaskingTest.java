package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ERR-1, ERR-4: no secret leaves in a text, whatever form it has; what is none stays as it is. */
class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "postgresql://app:tr0ub4dor@db1:5432/app | postgresql://••••@db1:5432/app",
                "postgresql+asyncpg://app:tr0ub4dor@db1/app is down | postgresql+asyncpg://••••@db1/app is down",
                "postgresql://app:p@ss/w0rd:x?y#z@db1/app | postgresql://••••@db1/app",
                "postgresql://app:12/tr0ub4dor@db1/app | postgresql://••••@db1/app",
                "redis://:tr0ub4dor@h1:6379/0 | redis://••••@h1:6379/0",
                "redis://tr0ub/4dor@h1 | redis://••••@h1",
                "https://tr0ub4dor@git.example.org/x.git | https://••••@git.example.org/x.git",
                "mongodb+srv://u:tr0ub4dor@c1.example.net/app?w=1 | mongodb+srv://••••@c1.example.net/app?w=1",
                "{\"url\":\"postgresql://u:tr0\\\"ub@db1/a\",\"n\":1} | {\"url\":\"postgresql://••••@db1/a\",\"n\":1}",
                "{\"url\":\"postgresql:\\/\\/u:tr0ub@db1\\/a\"} | {\"url\":\"postgresql:\\/\\/••••@db1\\/a\"}",
                "?to=smtp%3A%2F%2Fu%3Atr0ub%40mx&x=1 | ?to=smtp%3A%2F%2F••••%40mx&x=1",
                "java.net.UnknownHostException: u:p@:ss/w@db1: Name or service not known"
                        + "| java.net.UnknownHostException: ••••@db1: Name or service not known",
            })
    void credentialsInFrontOfAHostAreTakenOut(String text, String cleaned) {
        assertThat(Masking.clean(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "jdbc:postgresql://db1/app?user=app&password=tr0ub&ssl=true"
                        + "| jdbc:postgresql://db1/app?user=app&password=••••&ssl=true",
                "jdbc:postgresql://db1/app?sslpassword=a&b&ssl=true | jdbc:postgresql://db1/app?sslpassword=••••&ssl=true",
                "host=db1 password=tr0ub user=app | host=db1 password=•••• user=app",
                "host=db1;password=tr0ub;user=app | host=db1;password=••••;user=app",
                "Settings{user=app, password=tr0ub, db_password='x', n=1}"
                        + "| Settings{user=app, password=••••, db_password='••••', n=1}",
                "Settings[clientSecret=tr0)ub] | Settings[clientSecret=••••]",
                "{\"password\": \"tr0\\\"u, b\", \"n\": 1} | {\"password\": \"••••\", \"n\": 1}",
                "§{\\\"password\\\":\\\"tr0\\\\\\\"u\\\",\\\"n\\\":1}§ | {\\\"password\\\":\\\"••••\\\",\\\"n\\\":1}",
                "{\"token\":[\"a\",\"b\"],\"n\":1} | {\"token\":[••••],\"n\":1}",
                "{ password: tr0ub, user: app } | { password: ••••, user: app }",
                "password: 'it''s, tr0ub' # see below | password: '••••' # see below",
                "say passphrase = tr0ub now | say passphrase = •••• now",
                "x passwd:tr0ub y | x passwd:•••• y",
                "PGPASSWORD=tr0ub | PGPASSWORD=••••",
                "DB_PASS=tr0ub | DB_PASS=••••",
                "my pwd => 'tr0ub' | my pwd => '••••'",
                "aws_secret_access_key=tr0ub | aws_secret_access_key=••••",
                "X-Api-Key: tr0ub | X-Api-Key: ••••",
                "the api key: tr0ub is old | the api key: •••• is old",
                "private-key=tr0ub | private-key=••••",
                "where u.password='tr0''ub' and n=1 | where u.password='••••' and n=1",
                "a%26password%3Dtr0ub | a%26password%3D••••",
                "<server password=\"tr0 ub\"/> | <server password=\"••••\"/>",
                "credentials: {\"user\":\"x\",\"word\":\"}\"} end | credentials: {••••} end",
                "sent Authorization: Basic tr0ub, Accept: x | sent Authorization: ••••, Accept: x",
                "sent Authorization: Digest username=\"u\", response=\"r\" | sent Authorization: ••••",
                "{Authorization=[Bearer tr0ub], Accept=[x]} | {Authorization=[••••], Accept=[x]}",
            })
    void theValueBehindTheNameOfASecretIsTakenOut(String text, String cleaned) {
        assertThat(Masking.clean(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: correct horse battery staple",
                "  - password: correct horse & battery, staple",
                "spring.datasource.password = correct horse battery staple",
                "# token: correct horse battery staple",
                "Authorization: Digest correct=\"horse\", battery=\"staple\""
            })
    void aSettingThatHasALineOfItsOwnIsTakenOutWhole(String line) {
        String name = line.substring(0, line.indexOf("correct")).replace("Digest ", "");

        assertThat(Masking.clean(line)).isEqualTo(name + "••••");
        assertThat(Masking.clean("first\n" + line + "\nlast")).isEqualTo("first\n" + name + "••••\nlast");
    }

    @Test
    void theLinesOfAYamlTextAreTakenOut() {
        assertThat(Masking.clean("app:\n  password: |-\n    one\n\n    two\n  user: app"))
                .isEqualTo("app:\n  password: |-\n    ••••\n  user: app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "alter user a with password 'tr0''ub' login | alter user a with password '••••' login",
                "ALTER ROLE a ENCRYPTED PASSWORD E'tr\\'0ub' LOGIN | ALTER ROLE a ENCRYPTED PASSWORD E'••••' LOGIN",
                "alter user a password \"tr0\"\"ub\"; | alter user a password \"••••\";",
                "alter user a password $$tr0'ub$$ login | alter user a password $$••••$$ login",
                "alter user a password $x$tr0$y$ub$x$ login | alter user a password $x$••••$x$ login",
                "create user a identified by 'tr0ub' | create user a identified by '••••'",
                "create user a identified with sha2 by 'tr0ub' | create user a identified with sha2 by '••••'",
                "set password for a = password('tr0ub') | set password for a = password('••••')",
                "options (user 'a', password 'tr0ub') | options (user 'a', password '••••')",
            })
    void thePasswordClausesOfSqlAreTakenOut(String text, String cleaned) {
        assertThat(Masking.clean(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "sent Bearer tr0ub4dor to x | sent Bearer •••• to x",
                "sent Basic dTpwYXNzd29yZA== to x | sent Basic •••• to x",
                "jwt eyJhbGciOi.eyJzdWIi.c2ln. | jwt ••••.",
                "by ghp_16C7e42F292c6912E7710c838347Ae178B4a! | by ••••!",
                "by github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvw! | by ••••!",
                "by AKIAIOSFODNN7EXAMPLE! | by ••••!",
                "by ASIAIOSFODNN7EXAMPLE! | by ••••!",
                "to https://hooks.slack.com/services/T0/B0/tr0ub. | to https://hooks.slack.com/services/••••.",
                "for ann.lee+x@mail.example.org, | for ••••,",
                "?mail=ann%40example.org&x=1 | ?mail=••••&x=1",
                "paid with 4111111111111111. | paid with ••••.",
                "paid with 4111 1111 1111 1111 | paid with ••••",
                "paid with 5500-0000-0000-0004 | paid with ••••",
                "paid with 3400 000000 00009 | paid with ••••",
                "paid with 6011000000000004 | paid with ••••",
            })
    void tokensMailAddressesAndCardNumbersAreTakenOut(String text, String cleaned) {
        assertThat(Masking.clean(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PRIVATE KEY", "PGP PRIVATE KEY BLOCK"})
    void aPrivateKeyIsTakenOutEvenIfItsEndIsMissing(String kind) {
        String begin = "-----BEGIN " + kind + "-----";
        String end = "-----END " + kind + "-----";

        assertThat(Masking.clean("a " + begin + "\nMIIE\nvQIB\n" + end + " b"))
                .isEqualTo("a " + begin + "••••" + end + " b");
        assertThat(Masking.clean(begin + "\nMIIE\nvQIB")).isEqualTo(begin + "••••");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "Detail: Key (lower(email), n)=(ann (x), 1) already exists."
                        + "| Detail: Key (lower(email), n)=(••••) already exists.",
                "Key (a)=(5) is not present in table \"b (c)\". | Key (a)=(••••) is not present in table \"b (c)\".",
                "Key (r)=([1,2)) conflicts with existing key (r)=([1,3))."
                        + "| Key (r)=(••••) conflicts with existing key (r)=(••••).",
                "Failing row contains (1, ann (x). y, null). | Failing row contains (••••).",
                "Batch entry 3 insert into t values ('was aborted') was aborted: ERROR: x"
                        + "| Batch entry 3 •••• was aborted: ERROR: x",
                "invalid input syntax for type integer: \"an\"n\" | invalid input syntax for type integer: \"••••\"",
                "invalid input value for enum mood: \"ann\" | invalid input value for enum mood: \"••••\"",
                "date/time field value out of range: \"ann\" | date/time field value out of range: \"••••\"",
                "malformed array literal: \"{ann\" | malformed array literal: \"••••\"",
                "COPY t, line 3, column n: \"ann\" | COPY t, line 3, column n: \"••••\"",
                "value \"99999999999\" is out of range for type integer | value \"••••\" is out of range for type integer",
                "invalid value \"ann\" for \"YYYY\" | invalid value \"••••\" for \"YYYY\"",
                "unnamed portal with parameters: $1 = 'ann', $2 = '1' | unnamed portal with parameters: $1 = ••••",
                "index: email_1 dup key: { email: \"a}n\", b: { c: 1 } } | index: email_1 dup key: { •••• }",
            })
    void theDataOfRowsIsTakenOut(String text, String cleaned) {
        assertThat(Masking.clean(text)).isEqualTo(cleaned);
    }

    @Test
    void theDataOfARowEndsWhereTheTraceBegins() {
        String frame = "\n\tat org.example.Rows.put(Rows.java:3)";

        assertThat(Masking.clean("Failing row contains (1, a).\nb)." + frame))
                .isEqualTo("Failing row contains (••••)." + frame);
        assertThat(Masking.clean("invalid input syntax for type x: \"a\nb\"\n  Position: 5"))
                .isEqualTo("invalid input syntax for type x: \"••••\"\n  Position: 5");
    }

    @Test
    void aMaskIsNoSecret() {
        String text = "postgresql://••••@db1 and password=••••, \"token\": \"••••\"";

        assertThat(Masking.clean(text)).isEqualTo(text);
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        String cleaned = Masking.clean("with password=tr0ub, " + "x".repeat(64_000));

        assertThat(cleaned)
                .hasSizeLessThan(16 * 1024)
                .startsWith("with password=••••, xxx")
                .endsWith("x … [48661 characters cut]");
        assertThat(Masking.clean(cleaned)).isEqualTo(cleaned);
    }
}
