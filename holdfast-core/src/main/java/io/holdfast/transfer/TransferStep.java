package io.holdfast.transfer;

/**
 * The durable steps of a transfer, in their order. Each is announced when it is done, and is a point at which a crash is
 * tested: a new durable step belongs here, and is then tested by itself.
 */
public enum TransferStep {
    /** An empty staging area exists, and the lock is held. */
    STAGING_PREPARED("staging area prepared"),
    /** All tables exist, empty. */
    TABLES_CREATED("tables created"),
    /** One table has its rows; announced for each table. */
    TABLE_COPIED("table copied"),
    /** All tables have their rows. */
    ROWS_COPIED("rows copied"),
    /** Primary and unique keys are built. */
    KEYS_BUILT("keys built"),
    /** Checks hold. */
    CHECKS_ADDED("checks added"),
    /** Indexes are built. */
    INDEXES_BUILT("indexes built"),
    /** Foreign keys hold. */
    FOREIGN_KEYS_ADDED("foreign keys added"),
    /** New rows are numbered where the source left off. */
    IDENTITIES_SET("identities set"),
    /** Every cell was compared. */
    VERIFIED("verified"),
    /** The published schema is the new one. */
    PUBLISHED("published");

    private final String words;

    TransferStep(String words) {
        this.words = words;
    }

    /** The step in words. */
    public String words() {
        return words;
    }
}
