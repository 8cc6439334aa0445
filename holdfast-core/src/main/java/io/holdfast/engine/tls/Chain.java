package io.holdfast.engine.tls;

import io.holdfast.engine.Certificates.Shown;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate and those above it, as somebody showed them.
 *
 * @param certificates the own one first; at least one
 */
record Chain(List<X509Certificate> certificates) {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=((?:[^,\\\\]|\\\\.)+)");

    /** A chain of {@code certificates}, if there are any. */
    static Optional<Chain> of(List<X509Certificate> certificates) {
        return certificates.isEmpty() ? Optional.empty() : Optional.of(new Chain(certificates));
    }

    X509Certificate own() {
        return certificates.get(0);
    }

    String subject() {
        return name(own());
    }

    static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    X509Certificate firstToExpire() {
        return certificates.stream()
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow();
    }

    /** The nearest certificate that has expired at {@code now}. */
    Optional<X509Certificate> expired(Instant now) {
        return certificates.stream()
                .filter(each -> now.isAfter(each.getNotAfter().toInstant()))
                .findFirst();
    }

    /** The nearest certificate that is not valid yet at {@code now}. */
    Optional<X509Certificate> early(Instant now) {
        return certificates.stream()
                .filter(each -> now.isBefore(each.getNotBefore().toInstant()))
                .findFirst();
    }

    /** Whether nobody but its owner has signed it. */
    boolean isSelfSigned() {
        if (!own().getIssuerX500Principal().equals(own().getSubjectX500Principal())) {
            return false;
        }
        try {
            own().verify(own().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The authority that everything here rests on. */
    String authority() {
        return certificates
                .get(certificates.size() - 1)
                .getIssuerX500Principal()
                .getName();
    }

    /** The host names and addresses that it is for; the common name counts where there is no host name. */
    List<String> names() {
        List<String> found = new ArrayList<>();
        boolean hosts = false;
        for (List<?> name : alternatives()) {
            hosts |= name.get(0).equals(DNS);
            if (name.get(0).equals(DNS) || name.get(0).equals(ADDRESS)) {
                found.add(String.valueOf(name.get(1)));
            }
        }
        Matcher common = COMMON_NAME.matcher(subject());
        if (!hosts && common.find()) {
            found.add(common.group(1));
        }
        return found;
    }

    private Collection<List<?>> alternatives() {
        try {
            Collection<List<?>> names = own().getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    Shown shown() {
        X509Certificate first = firstToExpire();
        return new Shown(name(first), names(), first.getNotAfter().toInstant());
    }
}
