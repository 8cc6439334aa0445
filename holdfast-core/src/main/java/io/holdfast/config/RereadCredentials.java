package io.holdfast.config;

import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.Optional;

/** Credentials of which a part stands in a file: the file is read again each time, so that a rotation takes effect. */
final class RereadCredentials implements CredentialsSource {
    private final Binder binder;
    private final String section;
    private final boolean userHasKey;
    private final boolean passwordHasKey;

    /**
     * Credentials of the database in {@code section}.
     *
     * @param userHasKey whether the user comes from its own key, and not from the address
     * @param passwordHasKey whether the password does
     */
    RereadCredentials(Binder binder, String section, boolean userHasKey, boolean passwordHasKey) {
        this.binder = binder;
        this.section = section;
        this.userHasKey = userHasKey;
        this.passwordHasKey = passwordHasKey;
    }

    @Override
    public Optional<Credentials> current() {
        try {
            Credentials inUrl = binder.again(DeclaredKeys.URL, section)
                    .credentials()
                    .orElseGet(() -> new Credentials("", Secret.of("")));
            return Optional.of(new Credentials(
                    userHasKey ? binder.again(DeclaredKeys.USER, section) : inUrl.user(),
                    passwordHasKey ? binder.again(DeclaredKeys.PASSWORD, section) : inUrl.password()));
        } catch (InvalidValue unreadable) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "the credentials of %s cannot be read again: a value is %s"
                                    .formatted(section, unreadable.found()))
                    .withHint("expected " + unreadable.expected())
                    .exception();
        }
    }
}
