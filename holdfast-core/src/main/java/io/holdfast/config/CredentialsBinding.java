package io.holdfast.config;

import io.holdfast.config.Binder.Bound;
import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.config.tree.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out where a database's user and password come from: its keys, its address, or a provider. */
final class CredentialsBinding {
    private final Binder binder;
    private final Problems problems;
    private final String section;

    CredentialsBinding(Binder binder, Problems problems, String section) {
        this.binder = binder;
        this.problems = problems;
        this.section = section;
    }

    CredentialsSource bind(
            String database, Optional<Bound<DatabaseUrl.Parsed>> url, List<CredentialsProvider> providers) {
        Optional<Bound<CredentialsReference>> reference = binder.read(DeclaredKeys.CREDENTIALS, section);
        reference.ifPresent(bound -> note(DeclaredKeys.CREDENTIALS, bound));
        Optional<Bound<String>> user = binder.read(DeclaredKeys.USER, section);
        Optional<Bound<Secret>> password = binder.read(DeclaredKeys.PASSWORD, section);
        if (url.isEmpty()) {
            return DeclaredCredentials.none();
        }
        Bound<DatabaseUrl.Parsed> address = url.get();
        if (address.value().url().host().isEmpty()) {
            user.ifPresent(bound -> needless(DeclaredKeys.USER, bound, address));
            password.ifPresent(bound -> needless(DeclaredKeys.PASSWORD, bound, address));
            reference.ifPresent(bound -> needless(DeclaredKeys.CREDENTIALS, bound, address));
            return DeclaredCredentials.none();
        }
        boolean otherwise = user.isPresent()
                || password.isPresent()
                || address.value().credentials().isPresent();
        if (reference.isPresent() && otherwise) {
            problems.add(
                    reference.get().origin(),
                    "%s is set beside a user or a password; expected one of the two"
                            .formatted(Binder.path(DeclaredKeys.CREDENTIALS, section)));
        }
        return reference
                .map(bound -> provided(database, bound, providers))
                .orElseGet(() -> declared(user, password, address));
    }

    private CredentialsSource provided(
            String database, Bound<CredentialsReference> reference, List<CredentialsProvider> providers) {
        String wanted = reference.value().provider();
        for (CredentialsProvider provider : providers) {
            if (provider.name().equals(wanted)) {
                return DeclaredCredentials.provided(
                        reference.value(),
                        provider.open(database, reference.value().argument()));
            }
        }
        String present = providers.isEmpty()
                ? "none is present"
                : providers.stream().map(CredentialsProvider::name).sorted().collect(Collectors.joining(", "));
        problems.add(
                reference.origin(),
                "%s names the provider %s; expected one that is on the class path: %s"
                        .formatted(Binder.path(DeclaredKeys.CREDENTIALS, section), Problems.quoted(wanted), present));
        return DeclaredCredentials.none();
    }

    private CredentialsSource declared(
            Optional<Bound<String>> user, Optional<Bound<Secret>> password, Bound<DatabaseUrl.Parsed> address) {
        Optional<Bound<String>> asked =
                chosen(DeclaredKeys.USER, user, inUrl(address, Credentials::user, ValueType.Exposure.OPEN), address);
        Optional<Bound<Secret>> proof = chosen(
                DeclaredKeys.PASSWORD,
                password,
                inUrl(address, Credentials::password, ValueType.Exposure.SECRET),
                address);
        if (asked.isEmpty() && proof.isEmpty()) {
            return DeclaredCredentials.none();
        }
        var now = new Credentials(
                asked.map(Bound::value).orElse(""), proof.map(Bound::value).orElse(Secret.of("")));
        boolean changeable = binder.comesFromFile(DeclaredKeys.USER, section)
                || binder.comesFromFile(DeclaredKeys.PASSWORD, section)
                || binder.comesFromFile(DeclaredKeys.URL, section);
        boolean userHasKey = asked.isPresent() && asked.equals(user);
        boolean passwordHasKey = proof.isPresent() && proof.equals(password);
        CredentialsSource source = changeable
                ? new RereadCredentials(binder, section, userHasKey, passwordHasKey)
                : CredentialsSource.fixed(Optional.of(now));
        return DeclaredCredentials.written(
                asWritten(userHasKey ? DeclaredKeys.USER : DeclaredKeys.URL, now.user()),
                asWritten(passwordHasKey ? DeclaredKeys.PASSWORD : DeclaredKeys.URL, now.password()),
                source);
    }

    /** What tells whether the settings have changed: not the contents of a file, which is read again by itself. */
    private Object asWritten(Key<?> key, Object value) {
        return binder.comesFromFile(key, section) ? Secret.of(binder.written(key, section)) : value;
    }

    /** A part of the credentials that stood in the address; empty where it says nothing. */
    private static <T> Optional<Bound<T>> inUrl(
            Bound<DatabaseUrl.Parsed> address, Function<Credentials, T> part, ValueType.Exposure exposure) {
        var shown = exposure == ValueType.Exposure.SECRET ? exposure : address.exposure();
        return address.value()
                .credentials()
                .map(part)
                .filter(value -> !value.equals("") && !value.equals(Secret.of("")))
                .map(value -> new Bound<>(value, address.origin(), shown));
    }

    /** Key or address: the later source wins, and one source may not say two things. */
    private <T> Optional<Bound<T>> chosen(
            Key<T> key, Optional<Bound<T>> own, Optional<Bound<T>> inUrl, Bound<?> address) {
        Optional<Bound<T>> result = own.or(() -> inUrl);
        if (own.isPresent() && inUrl.isPresent()) {
            int order = own.get().origin().source().compareTo(address.origin().source());
            if (order == 0 && !own.get().value().equals(inUrl.get().value())) {
                problems.add(
                        own.get().origin(),
                        "%s and the url of %s say different things; expected one of the two"
                                .formatted(Binder.path(key, section), section));
            }
            result = order < 0 ? inUrl : own;
        }
        result.ifPresent(bound -> note(key, bound));
        return result;
    }

    private <T> void note(Key<T> key, Bound<T> bound) {
        binder.note(Binder.path(key, section), key.type().writer().apply(bound.value()), bound);
    }

    /** A file has no users: what an earlier source said for a server is dropped, what stands beside it is refused. */
    private void needless(Key<?> key, Bound<?> bound, Bound<DatabaseUrl.Parsed> address) {
        if (bound.origin().source().compareTo(address.origin().source()) >= 0) {
            problems.add(
                    bound.origin(),
                    "%s is set, but %s needs no credentials; expected no such key"
                            .formatted(
                                    Binder.path(key, section),
                                    address.value().url().embedded() ? "an embedded server" : "a SQLite file"));
        }
    }
}
