package io.holdfast.event;

import java.nio.file.Path;
import java.util.Optional;

/** A line of a file of the record, as it was found. */
public sealed interface RecordLine {

    /** Where it was found. */
    Place place();

    /** The entry that it holds; empty if it is none. */
    Optional<Entry> said();

    /** The line as it is written to a file, without its line feed; empty if it is no entry. */
    String json();

    /**
     * Where a line stands.
     *
     * @param file the file
     * @param line its number in the file; the first is 1
     * @param offset where it begins, in bytes
     * @param bytes how long it is, with its line feed if it has one
     */
    record Place(Path file, int line, long offset, long bytes) {
        /** The file's name and the line's number, for people. */
        public String words() {
            return "%s, line %d".formatted(file.getFileName(), line);
        }
    }

    /**
     * A record of the chain.
     *
     * @param place where it stands
     * @param record what it says
     * @param computed the hash of what it says
     * @param written the hash that is written to it; another one if the line was changed
     */
    record Chained(Place place, ChainedEntry record, String computed, String written) implements RecordLine {
        @Override
        public Optional<Entry> said() {
            return Optional.of(record.entry());
        }

        /** Its number. */
        public long sequence() {
            return record.link().sequence();
        }

        /** Whether it has the hash that it says it has. */
        public boolean isSound() {
            return computed.equals(written);
        }

        @Override
        public String json() {
            return EntryLine.text(record, written);
        }
    }

    /**
     * An entry from before there was a chain: only its own checksum protects it.
     *
     * @param place where it stands
     * @param entry what it says
     */
    record Unchained(Place place, Entry entry) implements RecordLine {
        @Override
        public Optional<Entry> said() {
            return Optional.of(entry);
        }

        @Override
        public String json() {
            return EntryLine.text(entry);
        }
    }

    /**
     * Something that is no entry.
     *
     * @param place where it stands
     * @param kind what seems to have happened
     */
    record Broken(Place place, Reading.Damage.Kind kind) implements RecordLine {
        @Override
        public Optional<Entry> said() {
            return Optional.empty();
        }

        @Override
        public String json() {
            return "";
        }
    }

    /** What {@code line}, which has no line feed, says at {@code place}; altered if it cannot be read. */
    static RecordLine of(Place place, byte[] line) {
        return EntryLine.decode(line)
                .<RecordLine>map(decoded -> of(place, decoded))
                .orElseGet(() -> new Broken(place, Reading.Damage.Kind.ALTERED));
    }

    /** {@code record}, found at {@code place} with {@code hash} written to it. */
    static RecordLine.Chained of(Place place, ChainedEntry record, String hash) {
        return new Chained(place, record, record.hash(), hash);
    }

    private static RecordLine of(Place place, EntryLine.Decoded decoded) {
        if (decoded.link() == null) {
            return new Unchained(place, decoded.entry());
        }
        return of(place, new ChainedEntry(decoded.link(), decoded.entry()), decoded.hash());
    }
}
