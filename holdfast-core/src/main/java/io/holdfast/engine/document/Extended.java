package io.holdfast.engine.document;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value of a type that JSON lacks and <a href="https://bsonspec.org">BSON</a> has. None of them ever changes, and none tells
 * its content in {@code toString}. What cannot be one is refused with a {@link io.holdfast.error.RejectedException} of kind
 * {@code DATA}.
 */
public sealed interface Extended {

    /**
     * Bytes with a meaning.
     *
     * @param subtype what they mean, 0 to 255: 0 is nothing in particular, 4 a UUID, 128 and above are the user's
     * @param bytes the bytes, copied on the way in and out
     */
    record Binary(int subtype, byte[] bytes) implements Extended {
        /** The subtype of bytes with no meaning in particular. */
        public static final int PLAIN = 0;

        /** The subtype of a UUID in the order of RFC 9562. */
        public static final int UNIQUE = 4;

        /** Checks the subtype and copies the bytes. */
        public Binary {
            if (subtype < 0 || subtype > 255) {
                throw Refusal.value("the subtype of a binary value is not between 0 and 255");
            }
            bytes = bytes.clone();
        }

        /** The 16 bytes of {@code uuid}, of subtype 4. */
        public static Binary of(UUID uuid) {
            ByteBuffer bytes = ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits());
            return new Binary(UNIQUE, bytes.array());
        }

        /** The UUID that this is; empty if it is of another subtype or length. */
        public Optional<UUID> uuid() {
            if (subtype != UNIQUE || bytes.length != 16) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return Optional.of(new UUID(buffer.getLong(), buffer.getLong()));
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        /** How many bytes there are. */
        int length() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary that && subtype == that.subtype && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(bytes) + subtype;
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length + " bytes of subtype " + subtype + "]";
        }
    }

    /**
     * An id as MongoDB makes them.
     *
     * @param hex its 12 bytes as 24 digits, a to f in lower case
     */
    record ObjectId(String hex) implements Extended {
        /** Checks the digits. */
        public ObjectId {
            if (hex.length() != 24 || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                throw Refusal.value("an ObjectId is not of 24 hexadecimal digits in lower case");
            }
        }
    }

    /**
     * A decimal number of IEEE 754's decimal128: up to 34 digits, and an exponent. 1.0 and 1.00 are two values, as they are
     * there, and so are 0 and -0; 1.0 and 10E-1 are one.
     *
     * @param text its one spelling, as in {@code $numberDecimal}; {@code NaN}, {@code Infinity} and {@code -Infinity} are
     *     decimals, too. Any other spelling of a number that {@link java.math.BigDecimal} reads is taken, and replaced
     */
    record Decimal(String text) implements Extended {
        /** Checks the number, and spells it in the one way. */
        public Decimal {
            text = DecimalText.canonical(text);
        }

        @Override
        public String toString() {
            return "Decimal[" + text.length() + " characters]";
        }
    }

    /**
     * A moment in MongoDB's log of operations.
     *
     * @param seconds seconds since 1970, an unsigned number of 32 bits
     * @param increment the number of an operation within the second, an unsigned number of 32 bits
     */
    record Timestamp(int seconds, int increment) implements Extended {}

    /**
     * A regular expression of MongoDB.
     *
     * @param pattern the expression, without U+0000
     * @param options letters such as {@code i} and {@code m}, without U+0000; sorted, as BSON wants them
     */
    record Regex(String pattern, String options) implements Extended {
        /** Checks both texts, and sorts the options. */
        public Regex {
            Unicode.requireKey(pattern, "the pattern of a regular expression");
            Unicode.requireKey(options, "the options of a regular expression");
            int[] letters = options.codePoints().sorted().toArray();
            options = new String(letters, 0, letters.length);
        }

        @Override
        public String toString() {
            return "Regex[" + pattern.length() + " characters]";
        }
    }

    /**
     * JavaScript.
     *
     * @param code the text of the program
     * @param scope the variables that it sees; null where it is code without a scope, which is another type in BSON
     */
    record Code(String code, @Nullable Body scope) implements Extended {
        /** Checks the text. */
        public Code {
            Unicode.requireWhole(code, "the text of a code");
        }

        @Override
        public String toString() {
            return "Code[" + code.length() + " characters" + (scope == null ? "" : ", " + scope) + "]";
        }
    }

    /**
     * A symbol, which is a string of a type of its own. Deprecated in BSON, and still found.
     *
     * @param name its text
     */
    record Symbol(String name) implements Extended {
        /** Checks the text. */
        public Symbol {
            Unicode.requireWhole(name, "the text of a symbol");
        }

        @Override
        public String toString() {
            return "Symbol[" + name.length() + " characters]";
        }
    }

    /**
     * A pointer to a document. Deprecated in BSON, and still found.
     *
     * @param namespace database and collection, with a dot between them
     * @param id the document's id
     */
    record DbPointer(String namespace, ObjectId id) implements Extended {
        /** Checks the namespace. */
        public DbPointer {
            Unicode.requireWhole(namespace, "the namespace of a pointer");
        }

        @Override
        public String toString() {
            return "DbPointer[" + namespace.length() + " characters, 12 bytes]";
        }
    }

    /** Values that are nothing but their type. */
    enum Marker implements Extended {
        /** Comes before all others. */
        MIN_KEY,
        /** Comes after all others. */
        MAX_KEY,
        /** JavaScript's undefined. Deprecated in BSON, and still found. */
        UNDEFINED
    }
}
