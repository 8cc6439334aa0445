package io.holdfast.engine;

import java.util.List;
import java.util.Optional;

/** One statement of a migration, as an engine is given it. */
public interface MigrationStatement {

    /** Its text, without the semicolon that ends it. */
    String sql();

    /** The same with a space for each comment and for white space. */
    String plain();

    /** Its first words outside of parentheses, in capitals; a name in quotes as it is written, with its quotes. */
    List<String> words();

    /** Whether {@code word} stands outside of parentheses and quotes; its case does not count. */
    boolean mentions(String word);

    /** All of it but white space and comments, piece by piece; a text or the body of a function is one. */
    List<SqlToken> tokens();

    /** The lines of data behind {@code COPY … FROM STDIN}, each with its line end. */
    Optional<String> copyData();
}
