package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the built-in profile, resolves inheritance between builds, and merges the user's file into every build. */
final class ProfileReader {
    static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final String BUILT_IN = "site-profile.json";

    private final ObjectMapper json = new ObjectMapper();

    SiteProfile read(@Nullable Path override) throws ProfileException {
        var profile = builtIn();
        var patch = override == null ? json.createObjectNode() : userFile(override);
        if (patch.has("builds")) {
            profile.set("builds", patch.remove("builds"));
        }
        var overrides = OverriddenQueries.of(patch.remove("queries"), profile.get("builds"));
        List<SiteBuild> builds = new ArrayList<>();
        try {
            for (var build : resolveInheritance(profile.get("builds")).values()) {
                builds.add(BuildReader.read(ProfileMerge.merge(overrides.applyTo(build), patch)));
            }
            return new SiteProfile(builds, overrides.operations());
        } catch (IllegalArgumentException invalid) {
            throw new ProfileException(where(override) + " makes no sense: " + invalid.getMessage(), invalid);
        }
    }

    private ObjectNode builtIn() {
        try (InputStream resource = ProfileReader.class.getResourceAsStream(BUILT_IN)) {
            if (resource == null) {
                throw new IllegalStateException("The resource " + BUILT_IN + " is not in the jar");
            }
            return (ObjectNode) json.readTree(resource);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private ObjectNode userFile(Path file) throws ProfileException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException unreadable) {
            throw new ProfileException(where(file) + " cannot be read.", unreadable);
        }
        if (bytes.length > MAX_BYTES) {
            throw new ProfileException(where(file) + " is longer than " + MAX_BYTES + " bytes.");
        }
        try {
            if (json.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException notJson) {
            var at = notJson.getLocation();
            throw new ProfileException(
                    where(file) + " is not JSON (line " + at.getLineNr() + ", column " + at.getColumnNr() + ").",
                    notJson);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        throw new ProfileException(where(file) + " holds no JSON object.");
    }

    /** The builds in the order of the list, each merged into the build that it extends. */
    private static Map<String, ObjectNode> resolveInheritance(@Nullable JsonNode builds) {
        if (builds == null || !builds.isArray() || builds.isEmpty()) {
            throw new IllegalArgumentException("builds is not a list of at least one");
        }
        Map<String, ObjectNode> byName = new HashMap<>();
        for (var build : builds) {
            if (build instanceof ObjectNode object && build.path("name").isTextual()) {
                byName.put(build.get("name").textValue(), object);
            } else {
                throw new IllegalArgumentException("a build without a name");
            }
        }
        Map<String, ObjectNode> complete = new LinkedHashMap<>();
        for (var build : builds) {
            var name = build.get("name").textValue();
            complete.put(name, resolve(name, byName, new LinkedHashSet<>()));
        }
        return complete;
    }

    private static ObjectNode resolve(String name, Map<String, ObjectNode> byName, Set<String> seen) {
        var build = byName.get(name);
        if (build == null || !seen.add(name)) {
            throw new IllegalArgumentException(
                    "a build extends \"" + name + "\", which is not there or extends itself");
        }
        var parent = build.path("extends");
        return parent.isTextual()
                ? ProfileMerge.merge(resolve(parent.textValue(), byName, seen), withOwnAlternatives(build))
                : build;
    }

    /** A build with its own query does not inherit alternatives, which would get its variables. */
    private static ObjectNode withOwnAlternatives(ObjectNode build) {
        ObjectNode complete = build.deepCopy();
        for (JsonNode query : complete.path("queries")) {
            if (query.has("hash") && !query.has("alternatives")) {
                ((ObjectNode) query).putNull("alternatives");
            }
        }
        return complete;
    }

    private static String where(@Nullable Path override) {
        return override == null ? "The built-in site profile" : "The site profile " + override;
    }
}
