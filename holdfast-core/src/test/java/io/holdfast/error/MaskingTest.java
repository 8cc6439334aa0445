package io.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ERR-1, ERR-4: no credential leaves in a text, whatever form it has. */
class MaskingTest {
    private static final String SECRET = "tr0ub4dor";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:tr0ub4dor@db1:5432/app",
                "postgresql+asyncpg://app:tr0ub4dor@db1/app",
                "jdbc:postgresql://db1/app?user=app&password=tr0ub4dor&ssl=true",
                "{\"password\": \"tr0ub4dor\"}",
                "password: tr0ub4dor",
                "PGPASSWORD=tr0ub4dor",
                "api_key='tr0ub4dor'",
                "Authorization: Bearer tr0ub4dor",
                "authorization=Basic tr0ub4dor==",
                "alter user app with password 'tr0ub4dor'",
                "clientSecret=tr0ub4dor",
                "-----BEGIN RSA PRIVATE KEY-----\ntr0ub4dor\n-----END RSA PRIVATE KEY-----"
            })
    void aSecretIsTakenOut(String text) {
        assertThat(Masking.clean(text)).doesNotContain(SECRET).contains(Masking.MASK);
    }

    @Test
    void tokensAndMailAddressesAreTakenOut() {
        assertThat(Masking.clean("token eyJhbGciOi.eyJzdWIi.c2ln for ann.lee@example.org"))
                .isEqualTo("token •••• for ••••");
    }

    @Test
    void whatIsNoSecretStays() {
        String text = "connection to db1:5432 refused; table password_resets has 3 rows, user app";

        assertThat(Masking.clean(text)).isEqualTo(text);
    }

    @Test
    void causesAreCleanedToTheirEnd() {
        var deepest = new SQLException("password=tr0ub4dor");
        var failure = Failure.of(ErrorKind.CONNECTION, "db1 cannot be reached at postgresql://a:tr0ub4dor@db1/x")
                .causedBy(new IllegalStateException("postgresql://a:tr0ub4dor@db1/x", deepest));

        assertThat(failure).isInstanceOf(UnavailableException.class).hasStackTraceContaining("SQLException");
        for (Throwable at = failure; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain(SECRET);
        }
    }
}
