package io.holdfast.app.command;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.Canaries;

/** Addresses as a user writes them, with the password in them. */
final class Addresses {
    private Addresses() {}

    static String of(Endpoint endpoint) {
        var credentials = endpoint.credentials().orElseThrow();
        return as(credentials.user(), credentials.password().reveal(), endpoint);
    }

    static String as(String user, String password, Endpoint endpoint) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        user,
                        Canaries.inUrl(password),
                        endpoint.url().host(),
                        endpoint.url().port(),
                        endpoint.url().path());
    }
}
