package io.holdfast.config;

/**
 * Which provider to ask for credentials, and for which.
 *
 * @param provider the provider's name
 * @param argument what it is asked for, in its own words
 */
record CredentialsReference(String provider, String argument) {
    @Override
    public String toString() {
        return provider + ":" + argument;
    }
}
