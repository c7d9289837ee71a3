package dev.poemcp.server.assembly;

import dev.poemcp.poe.har.CapturedSession;
import dev.poemcp.poe.har.HarEntry;
import dev.poemcp.poe.har.HarException;
import dev.poemcp.poe.har.HarFile;
import dev.poemcp.poe.site.capture.SiteLearner;
import dev.poemcp.poe.site.negotiation.GateRecipe;
import dev.poemcp.poe.site.negotiation.KnowledgeChange;
import dev.poemcp.poe.site.negotiation.KnowledgeFile;
import dev.poemcp.poe.site.negotiation.KnowledgeSource;
import dev.poemcp.poe.site.negotiation.LearnedSite;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.StoredBrowser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a browser's capture tells about the site and the account. Makes no request, and keeps nothing until told. */
public final class Calibration {
    private final URI site;
    private final SiteProfile profile;
    private final SiteLearner learner;
    private final CapturedSession session;
    private HarFile.Summary entries = new HarFile.Summary(0, 0);
    private int signed;
    private int ofSite;

    private Calibration(URI site, SiteProfile profile) {
        this.site = site;
        this.profile = profile;
        this.learner = new SiteLearner(site, profile);
        this.session = new CapturedSession(site);
    }

    /**
     * Reads the whole capture.
     *
     * @param settings name the site and the user's site profile
     * @throws HarException if the file is not a capture
     */
    public static Calibration of(Path capture, Settings settings) throws HarException {
        SiteProfile profile;
        try {
            profile = SiteProfile.load(settings.siteProfile());
        } catch (ProfileException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()));
        }
        var calibration = new Calibration(settings.baseUrl(), profile);
        calibration.entries = HarFile.read(capture, calibration::take);
        return calibration;
    }

    private void take(HarEntry entry) {
        if (entry.socket().isPresent()) {
            learner.socket(entry.socket().get());
            return;
        }
        learner.request(entry.request());
        session.entry(entry);
        if (session.isOfSite(entry.request().url())) {
            ofSite++;
            signed += entry.request().headers().containsKey("poe-tag-id") ? 1 : 0;
        }
    }

    /** Entries of all sites. */
    public int entries() {
        return entries.entries();
    }

    /** Entries that were skipped, since they have no request. */
    public int malformedEntries() {
        return entries.malformed();
    }

    /** Requests to the site. */
    public int requestsToSite() {
        return ofSite;
    }

    /** Whether the capture tells anything that a request needs. */
    public boolean isUseful() {
        var learned = learner.learned();
        return !learned.queries().isEmpty()
                || !learned.subscriptions().isEmpty()
                || learned.gate() != null
                || learned.upload() != null;
    }

    /** What was learned, one line each, without secrets. */
    public List<String> learned() {
        var learned = learner.learned();
        List<String> lines = new ArrayList<>();
        lines.add(learned.queries().size() + " queries"
                + listed(learned.queries().keySet().stream()
                        .map(Operation::key)
                        .sorted()
                        .toList()));
        lines.add(learned.subscriptions().size() + " subscriptions"
                + listed(learned.subscriptions().stream()
                        .map(SubscriptionQuery::name)
                        .sorted()
                        .toList()));
        lines.add("signature: " + signature(learned));
        if (learned.gate() != null) {
            lines.add("headers of a request: "
                    + learned.gate().headers().keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        if (learned.revision() != null) {
            lines.add("revision: " + learned.revision());
        }
        if (learned.upload() != null) {
            lines.add("upload form: " + learned.upload().style() + " from file"
                    + learned.upload().firstIndex());
        }
        return lines;
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "" : ": " + String.join(", ", names);
    }

    private String signature(LearnedSite learned) {
        GateRecipe gate = learned.gate();
        if (gate == null) {
            return signed == 0
                    ? "the capture has no signed request"
                    : "cannot be explained by " + signed + " signed requests; it stays as it was";
        }
        var swap = gate.tag().swap();
        boolean isKnown =
                profile.builds().stream().anyMatch(build -> build.tag().equals(gate.tag()));
        return (isKnown ? "confirmed" : "changed")
                + (swap.isEmpty()
                        ? ""
                        : ", with the digits at positions " + swap.get(0) + " and " + swap.get(1) + " exchanged")
                + " (" + signed + " signed requests)";
    }

    /** What was seen and not understood, one sentence each. */
    public List<String> notes() {
        return learner.learned().notes();
    }

    /**
     * Keeps what was learned about the site.
     *
     * @param file the site knowledge of all processes; null in the sandbox, which keeps nothing
     * @return what has changed, one line each
     * @throws InvalidSettingException if the file cannot be written
     */
    public List<String> keep(@Nullable Path file) {
        var knowledge = file == null
                ? SiteKnowledge.inMemory(Clock.systemUTC())
                : SiteKnowledge.inFile(new KnowledgeFile(file, site), Clock.systemUTC());
        var changes = knowledge.learn(learner.learned(), KnowledgeSource.CAPTURE);
        if (!knowledge.isSaved()) {
            throw new InvalidSettingException("What the capture shows cannot be written to " + file
                    + ". Make its folder writable, or set XDG_CACHE_HOME to another one.");
        }
        return changes.stream().map(Calibration::line).toList();
    }

    private static String line(KnowledgeChange change) {
        return change.detail() + ": " + (change.before() == null ? "" : change.before() + " → ") + change.after();
    }

    /** Whether the capture has the account's cookies; browsers leave them out unless asked. */
    public boolean hasSession() {
        return session.credentials().isPresent();
    }

    /** Whether the newest session is certainly not that of an account. */
    public boolean hasGuestSession() {
        return session.isOfGuest();
    }

    /**
     * Keeps the newest session of the capture, if it has one.
     *
     * @throws InvalidSettingException if the file cannot be written
     */
    public void keepSession(CredentialsFile file) {
        session.credentials().ifPresent(account -> {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("p_b", account.pB().reveal());
            Optional.ofNullable(account.pLat()).ifPresent(secret -> values.put("p_lat", secret.reveal()));
            Optional.ofNullable(account.formkey()).ifPresent(secret -> values.put("formkey", secret.reveal()));
            var browser = account.browser();
            file.write(values, new StoredBrowser(browser.headers(), browser.cookies()));
        });
    }
}
