package dev.poemcp.emulator.site;

import dev.poemcp.emulator.channel.ChannelEndpoint;
import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.channel.Realtime;
import dev.poemcp.emulator.control.Controls;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SentMessage;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.query.CurrentQueries;
import dev.poemcp.emulator.reply.ReplyRunner;
import dev.poemcp.emulator.reply.ServedFiles;
import dev.poemcp.emulator.world.IdGenerator;
import dev.poemcp.emulator.world.Ledger;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import dev.poemcp.emulator.world.WorldSeed;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;

/** Assembles the parts of the site. */
public final class PoeSite {
    private final World world;
    private final Session session;
    private final Channels channels;
    private final Uploads uploads;
    private final ReplyRunner runner;
    private final SendOperations sendOperations;
    private final ServedFiles files;
    private final Handler handler;

    /**
     * Assembles the site for a server whose address is already known.
     *
     * @param clock runs replies and delays; the caller shuts it down
     */
    public PoeSite(
            EmulatorOptions options,
            Server server,
            URI url,
            ScheduledExecutorService clock,
            Ledger ledger,
            Controls controls) {
        var build = BuildData.load(options.build().label());
        var queries = new CurrentQueries(build, controls.queries());
        var ids = new IdGenerator(options.seed());
        var baseUrl = url.toString();
        var revision = ids.hex(40);
        this.world = WorldSeed.create(ids, Clock.systemUTC());
        this.session = new Session(ids, build.formkeyPositions());
        this.channels = new Channels(ids, "localhost:" + url.getPort(), build.minSeqAsNumber());
        this.uploads = new Uploads(ids, build.uploadsAsOperations());
        this.files = new ServedFiles(ids);
        var json = new WorldJson(world, ledger, baseUrl, build.emptyBotAuthor());
        this.runner = new ReplyRunner(
                world, json, channels, ledger, files, clock, controls.behavior(), build.suggestionsRepeatMessage());
        this.sendOperations = new SendOperations(world, json, runner, uploads);

        Map<String, Operation> operations = new HashMap<>(sendOperations.all());
        operations.putAll(new MessageOperations(world, json, runner, baseUrl).all());
        operations.putAll(new ChatOperations(world, json, runner, build).all());
        operations.putAll(new BotOperations(world, json).all());
        operations.putAll(new PricingOperations(world, ledger).all());
        operations.putAll(new AccountOperations(world, json, runner, build, queries, channels).all());

        var gate = new Gate(
                build, session, channels, revision, options.deadSession(), controls.signing(), controls.behavior());
        var scripts = new PageScripts(build, queries, controls, ids, revision);
        this.handler = new SiteHandler(
                gate,
                new GraphQl(
                        build, queries, gate, uploads, world, operations, options.unknownHash(), controls.requests()),
                uploads,
                new Pages(build, session, channels, world, json, operations, scripts, revision, controls.behavior()),
                scripts,
                channels,
                new ChannelEndpoint(channels, server),
                files,
                session,
                controls,
                clock);
    }

    /** Handles every request that it gets. */
    public Handler handler() {
        return handler;
    }

    public ServedFiles files() {
        return files;
    }

    public World world() {
        return world;
    }

    public ReplyRunner replyRunner() {
        return runner;
    }

    public Session session() {
        return session;
    }

    public Realtime channels() {
        return channels;
    }

    public Uploads uploads() {
        return uploads;
    }

    public List<SentMessage> sent() {
        synchronized (world) {
            return sendOperations.sent();
        }
    }
}
