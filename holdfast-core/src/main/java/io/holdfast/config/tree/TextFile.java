package io.holdfast.config.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small text files, and says plainly why one cannot be read. */
public final class TextFile {
    private static final int LARGEST = 1 << 20;

    private TextFile() {}

    /**
     * The text of {@code file}, without a byte order mark.
     *
     * @throws Unreadable if there is none
     */
    public static String read(Path file) throws Unreadable {
        if (Files.isDirectory(file)) {
            throw new Unreadable("is a folder, not a file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Unreadable("is larger than 1 MB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new Unreadable("does not exist");
        } catch (AccessDeniedException e) {
            throw new Unreadable("may not be read by this user");
        } catch (CharacterCodingException e) {
            throw new Unreadable("is not UTF-8 text");
        } catch (IOException e) {
            throw new Unreadable("cannot be read");
        }
    }

    /** Why a file gave no text; holds nothing of what stands in it. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason, null, false, false);
        }

        /** What is wrong with the file, as the end of a sentence that starts with its name. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
