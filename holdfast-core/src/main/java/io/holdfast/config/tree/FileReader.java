package io.holdfast.config.tree;

import java.nio.file.Path;

/** Reads the text of a file, as {@link TextFile#read} does; somebody may look on. */
@FunctionalInterface
public interface FileReader {

    /**
     * The text of {@code file}.
     *
     * @throws TextFile.Unreadable if there is none
     */
    String read(Path file) throws TextFile.Unreadable;
}
