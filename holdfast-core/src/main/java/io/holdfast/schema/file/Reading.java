package io.holdfast.schema.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one file of migrations: its name, its options and its text. */
final class Reading {
    private static final Pattern FORM = Pattern.compile("([VUB])([0-9][0-9._]*?)(__(.*))?|R__(.+)");
    private static final Pattern MEANT = Pattern.compile("(?i)[VUB][0-9].*|R_.*");
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** The text goes into the history as well, and PostgreSQL takes no value and no statement of 1 GB. */
    private static final long MOST = 100L << 20;

    /**
     * Its bytes, its characters, its statements, and what a driver makes of them are there at the same time. With an eighth of
     * the memory a statement of that size did not get through to PostgreSQL.
     */
    private static final int COPIES = 16;

    private final Path path;
    private final String script;
    private final Listing listing;
    private final TextPlaceholders placeholders;
    private final FileProblems problems;

    Reading(Path folder, Path path, Listing listing, TextPlaceholders placeholders, FileProblems problems) {
        this.path = path;
        this.script = folder.relativize(path).toString().replace('\\', '/');
        this.listing = listing;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** Whether {@code path} is called as a migration is, however it is written. */
    static boolean isMigration(Path path) {
        return FORM.matcher(stem(path)).matches();
    }

    /** Its name without what it ends with. */
    private static String stem(Path path) {
        String name = path.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** The migration; empty where it is none. */
    Optional<MigrationFile> read() {
        String name = stem(path);
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            String word = name.replaceFirst("__.*", "");
            Optional<Callback> callback = Callback.of(word);
            if (callback.isPresent()) {
                return text(script, path).map(text -> callback(callback.get(), text));
            }
            if (Callback.isUnknown(word)) {
                problems.add(script, "it is a callback that is not run here; expected one of %s".formatted(known()));
            }
            if (MEANT.matcher(name).matches()) {
                problems.add(
                        script,
                        "its name is not that of a migration; expected V12__words%1$s, U12__words%1$s, B12__words%1$s or R__words%1$s, with two underscores"
                                .formatted(listing.suffix()));
            }
            return Optional.empty();
        }
        Optional<Version> version =
                Optional.ofNullable(form.group(2)).filter(Version::isOne).map(Version::of);
        if (form.group(2) != null && version.isEmpty()) {
            problems.add(script, "%s is no version; expected numbers and dots".formatted(form.group(2)));
            return Optional.empty();
        }
        return text(script, path).map(text -> migration(form, version, text));
    }

    private static String known() {
        return Arrays.stream(Callback.values()).map(Callback::toString).collect(Collectors.joining(", "));
    }

    private MigrationFile callback(Callback callback, String text) {
        return file(FileKind.CALLBACK, Optional.empty(), callback.toString(), text);
    }

    private MigrationFile migration(Matcher form, Optional<Version> version, String text) {
        FileKind kind = FileKind.of(form.group().charAt(0)).orElseThrow();
        String words = kind == FileKind.REPEATABLE ? form.group(5) : form.group(4);
        return file(kind, version, words == null ? "" : words.replace('_', ' '), text);
    }

    private MigrationFile file(FileKind kind, Optional<Version> version, String name, String text) {
        FileOptions options = options(text);
        String replaced = options.placeholders() ? placeholders.replace(script, text) : text;
        Fingerprint plain = Fingerprint.of(text);
        Fingerprint print = kind == FileKind.REPEATABLE ? Fingerprint.of(replaced) : plain;
        return new MigrationFile(
                kind, version, name, script, options, replaced, text, print, plain.checksum(), Optional.empty());
    }

    private FileOptions options(String text) {
        var reader = new OptionsReader(script, problems);
        reader.comments(text);
        Path beside = path.resolveSibling(path.getFileName() + ".conf");
        if (listing.has(beside)) {
            text(script + ".conf", beside).ifPresent(lines -> reader.sidecar(script + ".conf", lines));
        }
        return reader.options();
    }

    private Optional<String> text(String script, Path path) {
        try (InputStream file = Files.newInputStream(path)) {
            int most = (int) Math.min(MOST, Runtime.getRuntime().maxMemory() / COPIES);
            ByteBuffer bytes = ByteBuffer.wrap(file.readNBytes(most + 1));
            if (bytes.limit() > most) {
                problems.add(
                        script,
                        "it has %,d bytes; expected at most %,d: divide it, or load its data with a tool that reads them from a file"
                                .formatted(Files.size(path), most));
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            return Optional.of(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
        } catch (CharacterCodingException otherwise) {
            problems.add(script, "it is not in UTF-8; expected that, with or without a byte order mark");
        } catch (NoSuchFileException failure) {
            problems.add(
                    script, "it cannot be read: there is no file where it points to, or it was taken away just now");
        } catch (IOException failure) {
            problems.add(script, "it cannot be read: " + failure.getMessage());
        }
        return Optional.empty();
    }
}
