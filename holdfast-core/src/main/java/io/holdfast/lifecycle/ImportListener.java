package io.holdfast.lifecycle;

/** Is told how an import goes on, by the thread that runs it. */
public interface ImportListener {
    /** Does nothing. */
    ImportListener NONE = new ImportListener() {};

    /** What is being done with documents. */
    enum Work {
        /** Looked at for a plan. */
        LOOK,
        /** Copied. */
        COPY,
        /** Compared. */
        COMPARE
    }

    /** {@code step} is reached. */
    default void reached(ImportStep step) {}

    /**
     * {@code done} of {@code total} documents of {@code collection} were handled so far; told after each batch.
     *
     * @param total as they were counted at the beginning; there may be more or fewer
     */
    default void documents(Work work, String collection, long done, long total) {}
}
