package io.holdfast.config;

/** A text that a key cannot take. Both parts are safe to show. */
final class InvalidValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    /**
     * Says what is wrong.
     *
     * @param found what the value is, as the end of "the key is …"
     * @param expected what would be right
     */
    InvalidValue(String found, String expected) {
        super(found + "; expected " + expected, null, false, false);
        this.found = found;
        this.expected = expected;
    }

    String found() {
        return found;
    }

    String expected() {
        return expected;
    }
}
