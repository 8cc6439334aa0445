package io.holdfast.config;

/**
 * Fetches credentials from elsewhere, such as a vault. Implementations are found by {@link java.util.ServiceLoader} and
 * chosen with {@code credentials: NAME:ARGUMENT}.
 */
public interface CredentialsProvider {

    /** Its name in the configuration: lower-case letters, digits and dashes. */
    String name();

    /**
     * The source for one database. Nothing is fetched yet.
     *
     * @param database the name the database was declared under
     * @param argument what stands behind the colon; may be empty
     */
    CredentialsSource open(String database, String argument);
}
