package io.holdfast.postgresql.embedded;

import io.holdfast.config.Secret;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * The folder an embedded server lives in: {@code data}, {@code password} (only its owner may read it), the server's
 * {@code log}, and the unpacked programs.
 */
final class ServerFolder {
    private static final int PASSWORD_BYTES = 24;

    private final Path path;

    private ServerFolder(Path path) {
        this.path = path;
    }

    /** Makes {@code path} if it is missing; a folder that holds other things is left alone. */
    static ServerFolder open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "%s is a file, and an embedded server needs a folder".formatted(path))
                    .withHint("name another folder")
                    .exception();
        }
        Files.createDirectories(absolute);
        ServerFolder folder = new ServerFolder(absolute);
        if (!Files.exists(folder.mark()) && !isEmpty(absolute)) {
            throw Failure.of(ErrorKind.DECISION_NEEDED, "%s holds other files already".formatted(path))
                    .withHint("name an empty folder for the embedded server, or one that it lived in before")
                    .exception();
        }
        if (!Files.exists(folder.mark())) {
            Files.createFile(folder.mark());
        }
        return folder;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    Path path() {
        return path;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("log");
    }

    Path passwordFile() {
        return path.resolve("password");
    }

    /** Where the programs write what they say. */
    Path output() {
        return path.resolve("output");
    }

    private Path mark() {
        return path.resolve("lock");
    }

    /** The file whose lock is held while a server is being started. */
    FileChannel lockFile() throws IOException {
        return FileChannel.open(mark(), StandardOpenOption.WRITE);
    }

    /** The superuser's password, made on first use. */
    Secret password() throws IOException {
        if (!Files.exists(passwordFile())) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Path part = path.resolve("password.part");
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(part, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            Files.move(part, passwordFile());
        }
        return Secret.of(Files.readString(passwordFile()).strip());
    }
}
