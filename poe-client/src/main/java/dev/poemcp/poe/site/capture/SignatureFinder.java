package dev.poemcp.poe.site.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.poe.site.profile.SignatureRecipe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the recipe that explains the signatures of a browser: a known one, or a known salt with two digits exchanged at
 * other places. Source: docs/poe-protocol.md §1.3.
 */
final class SignatureFinder {
    private final List<SignatureRecipe> known;

    /** @param known newest first */
    SignatureFinder(List<SignatureRecipe> known) {
        this.known = known.stream().distinct().toList();
    }

    /** Empty if no recipe explains all of the requests, or if there are none. */
    Optional<SignatureRecipe> find(List<SignedRequest> requests) {
        if (requests.isEmpty()) {
            return Optional.empty();
        }
        Set<SignatureRecipe> candidates = new LinkedHashSet<>(known);
        known.stream().map(SignatureRecipe::salt).distinct().forEach(salt -> {
            var plain = new SignatureRecipe(salt, List.of());
            candidates.add(plain);
            requests.forEach(request -> exchange(plain, request).ifPresent(candidates::add));
        });
        return candidates.stream()
                .filter(recipe -> requests.stream().allMatch(request -> explains(recipe, request)))
                .findFirst();
    }

    private static boolean explains(SignatureRecipe recipe, SignedRequest request) {
        return tag(recipe, request).equals(request.tag());
    }

    private static String tag(SignatureRecipe recipe, SignedRequest request) {
        return recipe.tag(request.payload().getBytes(UTF_8), request.formkey().reveal());
    }

    /** The recipe with an exchange, if the tag differs from the plain digest in two places that are exchanged. */
    private static Optional<SignatureRecipe> exchange(SignatureRecipe plain, SignedRequest request) {
        String digest = tag(plain, request);
        String tag = request.tag();
        if (tag.length() != digest.length()) {
            return Optional.empty();
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < digest.length(); i++) {
            if (digest.charAt(i) != tag.charAt(i)) {
                places.add(i);
            }
        }
        boolean isExchange = places.size() == 2
                && digest.charAt(places.get(0)) == tag.charAt(places.get(1))
                && digest.charAt(places.get(1)) == tag.charAt(places.get(0));
        return isExchange ? Optional.of(new SignatureRecipe(plain.salt(), places)) : Optional.empty();
    }
}
