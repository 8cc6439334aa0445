package io.holdfast.engine;

import java.util.List;
import java.util.Optional;

/**
 * Reads collections of any shape, which something else than Holdfast wrote, page by page; a capability of an engine.
 * Nothing is changed in them.
 */
public interface Originals {

    /**
     * How many documents {@code collection} has.
     *
     * @param session a session that {@link Engine#open} of this engine gave
     * @throws Exception whatever the driver throws; a failure of kind NOT_FOUND if there is no such collection
     */
    long count(Session session, String collection) throws Exception;

    /**
     * The next documents of {@code collection}, in an order of ids that does not change. Whoever goes from page to page, with
     * the last key of each, sees every document that stays as it is once.
     *
     * @param after the key of the last one of the page before; empty for the first page
     * @param size how much is read
     * @return none if there are no more
     * @throws Exception whatever the driver throws
     */
    List<Original> page(Session session, String collection, Optional<String> after, PageSize size) throws Exception;

    /**
     * How much is read at once.
     *
     * @param documents at most so many documents
     * @param bytes no more than one document above so many bytes
     */
    record PageSize(int documents, long bytes) {}
}
