package io.holdfast.document;

import org.junit.jupiter.api.Tag;

/** DOC-1: documents of an application in MongoDB. */
@Tag("docgw")
final class MongodbDocumentsTest extends DocumentsContract {
    @Override
    Stores open() throws Exception {
        return MongodbStores.fresh();
    }
}
