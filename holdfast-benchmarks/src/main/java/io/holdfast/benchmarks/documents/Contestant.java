package io.holdfast.benchmarks.documents;

import java.sql.SQLException;

/** Somebody who keeps documents of people. */
interface Contestant extends AutoCloseable {

    /** Makes what the documents are kept in. */
    void prepare() throws Exception;

    /** Stores a new one. */
    void insert(String id, int number) throws Exception;

    /** Reads one; the number that it holds. */
    int get(String id) throws Exception;

    /** Reads one and stores it with its number one higher, if nobody was faster. */
    void change(String id) throws Exception;

    /** How many there are in a city, of the first twenty, read as a whole. */
    int find(String city) throws Exception;

    @Override
    void close() throws SQLException;
}
