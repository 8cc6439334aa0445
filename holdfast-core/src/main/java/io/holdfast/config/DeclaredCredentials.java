package io.holdfast.config;

import io.holdfast.config.Endpoint.Credentials;
import java.util.Optional;

/**
 * Credentials, and what the settings say of them: two are equal if the settings say the same, whatever their sources give
 * at the moment.
 */
final class DeclaredCredentials implements CredentialsSource {
    private final Declaration declaration;
    private final CredentialsSource source;

    /**
     * What the settings say.
     *
     * @param user the user; where it comes out of a file, what names the file
     * @param password the password; where it comes out of a file, what names the file
     * @param provider who is asked for both; empty where nobody is
     */
    record Declaration(Object user, Object password, Optional<CredentialsReference> provider) {
        static final Declaration NONE = new Declaration("", Secret.of(""), Optional.empty());

        /** Of credentials of which nothing is known but what they give. */
        static Declaration of(CredentialsSource source) {
            return source instanceof DeclaredCredentials declared
                    ? declared.declaration
                    : new Declaration(source, source, Optional.empty());
        }
    }

    private DeclaredCredentials(Declaration declaration, CredentialsSource source) {
        this.declaration = declaration;
        this.source = source;
    }

    static DeclaredCredentials none() {
        return new DeclaredCredentials(Declaration.NONE, CredentialsSource.fixed(Optional.empty()));
    }

    static DeclaredCredentials written(Object user, Object password, CredentialsSource source) {
        return new DeclaredCredentials(new Declaration(user, password, Optional.empty()), source);
    }

    /** Those that stand in a standby's own address. */
    static DeclaredCredentials ofStandby(Optional<Credentials> credentials) {
        Object user = credentials.<Object>map(Credentials::user).orElse("");
        Object password = credentials.<Object>map(Credentials::password).orElse(Secret.of(""));
        return written(user, password, CredentialsSource.fixed(credentials));
    }

    static DeclaredCredentials provided(CredentialsReference provider, CredentialsSource source) {
        return new DeclaredCredentials(new Declaration("", Secret.of(""), Optional.of(provider)), source);
    }

    @Override
    public Optional<Credentials> current() {
        return source.current();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeclaredCredentials declared && declaration.equals(declared.declaration);
    }

    @Override
    public int hashCode() {
        return declaration.hashCode();
    }

    /** Without the user: it may have come out of a file of secrets. */
    @Override
    public String toString() {
        return "declared credentials";
    }
}
