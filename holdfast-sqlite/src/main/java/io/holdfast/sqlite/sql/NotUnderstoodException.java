package io.holdfast.sqlite.sql;

/** SQL that this package does not surely understand; caught inside the package, and never shown. */
final class NotUnderstoodException extends Exception {
    private static final long serialVersionUID = 1L;

    NotUnderstoodException(String what) {
        super(what);
    }
}
