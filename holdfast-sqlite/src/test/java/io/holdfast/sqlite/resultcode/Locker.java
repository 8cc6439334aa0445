package io.holdfast.sqlite.resultcode;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A program that behaves like a process that recovers a database: it locks bytes of a file until it is ended. */
final class Locker {
    /** The bytes of the shared file that a writer and a recovery lock. */
    static final List<Integer> RECOVERY = List.of(120, 122);

    /** The byte that everybody locks who uses the file, and shares with the others. */
    static final int IN_USE = 128;

    private Locker() {}

    /** Locks the bytes named after the path. */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel file =
                FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (String each : List.of(arguments).subList(1, arguments.length)) {
                int place = Integer.parseInt(each);
                file.lock(place, 1, place == IN_USE);
            }
            System.out.println("locked");
            System.in.transferTo(System.out);
        }
    }
}
