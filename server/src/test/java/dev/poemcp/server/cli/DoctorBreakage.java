package dev.poemcp.server.cli;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.channel.ChannelHost;
import dev.poemcp.emulator.control.ApiEndpoint;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.PageForm;
import dev.poemcp.emulator.control.ProtectedPart;
import dev.poemcp.emulator.control.SessionState;
import dev.poemcp.emulator.control.SiteBehavior.ChannelData;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import dev.poemcp.emulator.control.SiteBehavior.SignedOutPage;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One way to break the emulated Poe.
 *
 * @param cause the link that doctor must name
 */
record DoctorBreakage(String name, String cause, Consumer<PoeEmulator> control) {
    @Override
    public String toString() {
        return name + ": " + cause;
    }

    private static DoctorBreakage breakage(String name, String cause, Consumer<PoeEmulator> control) {
        return new DoctorBreakage(name, cause, control);
    }

    private static DoctorBreakage fault(String operation, String name, Fault fault, String cause) {
        return breakage(
                operation + " " + name,
                cause,
                poe -> poe.faults().on(operation, fault).always());
    }

    /** The query has another hash, and the scripts do not say which. */
    static void hide(PoeEmulator poe, String operation) {
        poe.persistedQueries().renew(operation);
        poe.persistedQueries().hide(operation);
    }

    static Stream<DoctorBreakage> all() {
        return Stream.of(pages(), signIn(), signatures(), queries(), channels(), points(), api())
                .flatMap(List::stream);
    }

    private static List<DoctorBreakage> pages() {
        return List.of(
                breakage("captive portal", "page", poe -> poe.behavior().page(PageForm.CAPTIVE_PORTAL)),
                breakage("empty page", "page", poe -> poe.behavior().page(PageForm.EMPTY)),
                breakage("page without scripts", "page", poe -> poe.behavior().page(PageForm.NO_SCRIPTS)),
                fault("home", "is missing", Fault.status(404), "page"),
                fault("home", "has an outage", Fault.status(503), "page"),
                protection("clearance", ProtectionMode.CLEARANCE, ProtectedPart.EVERYTHING),
                protection("browser", ProtectionMode.BROWSER_ONLY, ProtectedPart.PAGES),
                protection("nobody passes", ProtectionMode.CLOSED, ProtectedPart.EVERYTHING),
                protection("posts only", ProtectionMode.CLOSED, ProtectedPart.POSTS));
    }

    private static DoctorBreakage protection(String name, ProtectionMode mode, ProtectedPart part) {
        return breakage(name, "cloudflare", poe -> {
            poe.behavior().protection(mode);
            poe.behavior().protectedPart(part);
        });
    }

    private static List<DoctorBreakage> signIn() {
        return List.of(
                breakage("session has ended", "sign_in", poe -> poe.behavior().session(SessionState.EXPIRED)),
                breakage("session has ended, page for guests", "sign_in", poe -> {
                    poe.behavior().session(SessionState.EXPIRED);
                    poe.behavior().signedOutPage(SignedOutPage.NO_VIEWER);
                }),
                breakage("session has ended, 403 for posts", "sign_in", poe -> {
                    poe.behavior().session(SessionState.EXPIRED);
                    poe.behavior().signedOutStatus(403);
                }),
                breakage(
                        "no account behind the cookies",
                        "sign_in",
                        poe -> poe.behavior().session(SessionState.NO_ACCOUNT)));
    }

    private static List<DoctorBreakage> signatures() {
        return List.of(
                breakage(
                        "page without formkey", "formkey", poe -> poe.behavior().page(PageForm.NO_FORMKEY_SCRIPT)),
                breakage("other salt", "signature", poe -> poe.signing().salt("another")),
                breakage(
                        "other digits are swapped",
                        "signature",
                        poe -> poe.signing().swap(3, 17)),
                breakage("another header", "signature", poe -> poe.signing().requireHeader("poe-client-build")),
                breakage("decoys in the page", "signature", PoeEmulator::pageYieldsDecoys));
    }

    private static List<DoctorBreakage> queries() {
        return List.of(
                breakage("one query is unknown", "query search", poe -> hide(poe, "search")),
                breakage("settings are unknown", "query accountSettings", poe -> hide(poe, "accountSettings")),
                breakage("all queries are unknown", "query accountSettings", poe -> {
                    poe.persistedQueries().renew();
                    poe.persistedQueries().hideAll();
                }),
                fault(
                        "accountSettings",
                        "renames a field",
                        Fault.renamedField("viewer", "me"),
                        "query accountSettings"),
                fault("chatHistory", "renames a field", Fault.renamedField("chats", "list"), "query chatHistory"),
                fault("botInfo", "is no JSON", Fault.html(), "query botInfo"),
                fault("exploreBots", "is empty", Fault.emptyBody(), "query exploreBots"),
                fault("categories", "fails", Fault.graphQlError("Something went wrong"), "query categories"),
                fault("accountSettings", "has an outage", Fault.status(500), "query accountSettings"),
                breakage(
                        "posts are limited",
                        "query accountSettings",
                        poe -> poe.behavior().postsLimited(true)));
    }

    private static List<DoctorBreakage> channels() {
        return List.of(
                breakage("no address", "channel", poe -> {
                    poe.behavior().channelData(ChannelData.ABSENT);
                    poe.behavior().channelInPage(false);
                }),
                breakage(
                        "subscriptions are refused",
                        "subscriptions",
                        poe -> poe.channel().refuseSubscriptions()),
                breakage("unknown host", "socket", poe -> poe.channel().host(ChannelHost.UNKNOWN)),
                breakage("closed port", "socket", poe -> poe.channel().host(ChannelHost.REFUSING)),
                fault("socket", "is refused", Fault.status(403), "socket"),
                breakage("closes at once", "frame", poe -> poe.channel().closeAtOnce(true)),
                breakage("silent", "frame", poe -> poe.channel().fallSilent()));
    }

    private static List<DoctorBreakage> points() {
        return List.of(
                breakage("none left", "points", poe -> poe.ledger().setBalance(0)),
                fault("accountSettings", "has none", Fault.withoutField("messagePointInfo"), "points"));
    }

    private static List<DoctorBreakage> api() {
        return List.of(
                breakage("outage", "api_models", poe -> poe.api().failures().status(ApiEndpoint.MODELS, 500)),
                breakage("no models", "api_models", poe -> poe.api().modelsListed(false)),
                breakage("revoked", "api_key", poe -> poe.apiKeys().revoke(poe.apiKey())),
                breakage("balance", "api_points", poe -> poe.api().failures().status(ApiEndpoint.BALANCE, 500)));
    }
}
