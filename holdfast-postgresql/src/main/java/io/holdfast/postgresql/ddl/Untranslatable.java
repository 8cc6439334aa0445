package io.holdfast.postgresql.ddl;

/** PostgreSQL cannot say an expression with the same meaning, or it is not certain. */
final class Untranslatable extends Exception {
    private static final long serialVersionUID = 1L;

    Untranslatable(String reason) {
        super(reason, null, false, false);
    }
}
