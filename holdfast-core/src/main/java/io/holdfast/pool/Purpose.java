package io.holdfast.pool;

/**
 * What a lease is used for: costs nothing until somebody asks for its text.
 *
 * @param name what is done, in lower-case words with dashes
 * @param work the class of the work, which may be made for a lambda
 */
public record Purpose(String name, Class<?> work) {
    private static final String LAMBDA = "$$Lambda";

    /** The class in which the work is written: of a lambda the one around it. */
    public String place() {
        String made = work.getName();
        int lambda = made.indexOf(LAMBDA);
        return lambda < 0 ? made : made.substring(0, lambda);
    }

    /** The name, and the place in brackets. */
    @Override
    public String toString() {
        return "%s (%s)".formatted(name, place());
    }
}
