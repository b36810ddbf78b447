#include "cli/command_line.h"
#include "cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::cli {
namespace {

using testing::HasSubstr;

ParsedCommandLine parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "nines");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

std::string error_of(const std::vector<const char*>& arguments) {
  const ParsedCommandLine parsed = parse(arguments);
  EXPECT_FALSE(parsed.request);
  EXPECT_EQ(parsed.exit_code, exit_bad_input);
  return parsed.err;
}

TEST(CommandLine, ReadsARun) {
  const ParsedCommandLine parsed = parse({"run", "a.yaml", "--trials", "1e4", "--seed=7", "-j2", "--set", "x.y=3 h",
                                          "--set", "z=a=b", "--strict", "-qo", "r.json"});
  ASSERT_TRUE(parsed.request) << parsed.err;
  const Request& request = *parsed.request;
  EXPECT_EQ(request.command, "run");
  EXPECT_EQ(request.files, std::vector<std::string>{"a.yaml"});
  EXPECT_EQ(request.trials, 10000u);
  EXPECT_EQ(request.seed, 7u);
  EXPECT_EQ(request.threads, 2u);
  ASSERT_EQ(request.overrides.size(), 2u);
  EXPECT_EQ(request.overrides[0].path, "x.y");
  EXPECT_EQ(request.overrides[0].value, "3 h");
  EXPECT_EQ(request.overrides[1].value, "a=b");
  EXPECT_TRUE(request.strict);
  EXPECT_TRUE(request.quiet);
  EXPECT_TRUE(request.chain);
  EXPECT_EQ(request.outputs, std::vector<std::string>{"r.json"});
}

TEST(CommandLine, ReadsOtherCommands) {
  EXPECT_EQ(parse({"check", "a.yaml", "b.yaml"}).request->files.size(), 2u);
  EXPECT_EQ(parse({"explain", "a.yaml", "--trial", "7"}).request->trial, 7u);
  EXPECT_EQ(parse({"solve", "a.yaml", "--export", "prism", "chain"}).request->prism_prefix, "chain");
  EXPECT_FALSE(parse({"run", "a.yaml", "--no-chain"}).request->chain);
  EXPECT_EQ(parse({"run", "--", "-strange-.yaml"}).request->files.front(), "-strange-.yaml");
  EXPECT_EQ(parse({"run", "-"}).request->files.front(), "-");
  EXPECT_EQ(parse({"completion", "zsh"}).request->topic, "zsh");
}

TEST(CommandLine, ValuesAreAmongTheChoicesAndOptionsAreGivenOnce) {
  EXPECT_THAT(error_of({"run", "a.yaml", "--format", "jsno"}),
              HasSubstr("--format takes table, json, csv, not 'jsno'"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--format=jsno"}), HasSubstr("did you mean 'json'?"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--seed", "1", "--seed=2"}), HasSubstr("--seed is given twice"));
  EXPECT_THAT(error_of({"solve", "a.yaml", "--export", "prism", "a", "--export", "prism", "b"}), HasSubstr("twice"));
  EXPECT_TRUE(parse({"run", "a.yaml", "-o", "a.json", "-o", "b.csv", "--set", "a=1", "--set", "b=2"}).request);
}

TEST(CommandLine, AnUnknownOptionIsNamedAndNotItsValue) {
  const std::string error = error_of({"run", "--fromat", "json", "a.yaml"});
  EXPECT_THAT(error, HasSubstr("no option '--fromat'"));
  EXPECT_THAT(error, HasSubstr("did you mean '--format'?"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--bogus=3"}), HasSubstr("no option '--bogus'"));
  EXPECT_THAT(error_of({"run", "a.yaml", "-qx"}), HasSubstr("no option '-x'"));
  EXPECT_THAT(error_of({"run", "--bogus"}), HasSubstr("--bogus")) << "rather than that FILE is missing";
  EXPECT_THAT(error_of({"--bogus", "run"}), HasSubstr("unknown option '--bogus'"));
}

TEST(CommandLine, OtherMistakesOfShape) {
  EXPECT_THAT(error_of({}), HasSubstr("nines run FILE"));
  EXPECT_THAT(error_of({"rnu", "a.yaml"}), HasSubstr("did you mean 'run'?"));
  EXPECT_THAT(error_of({"a.yaml"}), HasSubstr("did you mean 'nines run a.yaml'?"));
  EXPECT_THAT(error_of({"run"}), HasSubstr("run needs a FILE"));
  EXPECT_THAT(error_of({"run", "a.yaml", "b.yaml"}), HasSubstr("takes one FILE, not 2"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--seed"}), HasSubstr("--seed needs a value"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--seed", "--strict"}), HasSubstr("--seed needs a value"));
  EXPECT_THAT(error_of({"solve", "a.yaml", "--export", "prism"}), HasSubstr("--export needs a value"));
  EXPECT_THAT(error_of({"schema", "a.yaml"}), HasSubstr("takes options only"));
}

TEST(CommandLine, MistakesOfValue) {
  EXPECT_THAT(error_of({"run", "a.yaml", "--trials", "0"}), HasSubstr("from 1 to"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--trials", ""}), HasSubstr("not ''"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--trials", "many"}), HasSubstr("not 'many'"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--seed=-1"}), HasSubstr("not '-1'"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--threads", "100000"}), HasSubstr("1 to 1024"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--precision", "200%"}), HasSubstr("between 0 and 100 %"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--precision", "1%", "--trials", "9"}), HasSubstr("contradict"));
  // All that is wrong is told at once.
  const std::string all = error_of({"sweep", "a.yaml", "--tornado", "--indices", "--zip", "--points", "1"});
  EXPECT_THAT(all, HasSubstr("--points must be a whole number from 2 to"));
  EXPECT_THAT(all, HasSubstr("--tornado and --indices contradict each other"));
  EXPECT_THAT(all, HasSubstr("--tornado and --zip contradict each other"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--format", "xml"}), HasSubstr("takes table, json, csv"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--set", "mission"}), HasSubstr("PATH=VALUE"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--set", "=3"}), HasSubstr("PATH=VALUE"));
  EXPECT_THAT(error_of({"solve", "a.yaml", "--export", "dot", "x"}), HasSubstr("'dot'"));
  EXPECT_THAT(error_of({"completion", "tcsh"}), HasSubstr("{bash,zsh,fish}"));
  EXPECT_THAT(error_of({"help", "rum"}), HasSubstr("did you mean 'run'?"));
}

TEST(CommandLine, HelpAndVersionAreNoErrors) {
  for (const std::vector<const char*>& arguments :
       std::vector<std::vector<const char*>>{{"--help"}, {"-h"}, {"--version"}, {"run", "--help"}, {"run", "-h"}}) {
    const ParsedCommandLine parsed = parse(arguments);
    EXPECT_EQ(parsed.exit_code, exit_ok);
    EXPECT_FALSE(parsed.out.empty());
    EXPECT_EQ(parsed.err, "");
  }
  EXPECT_THAT(parse({"--help"}).out, HasSubstr("Exit codes"));
  EXPECT_THAT(parse({"run", "--help"}).out, HasSubstr("--precision SHARE"));
}

TEST(Completion, KnowsEveryCommandAndOption) {
  const std::vector<CommandDescription> commands = describe_commands();
  EXPECT_GE(commands.size(), 10u);
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = completion_script(shell, commands);
    for (const CommandDescription& command : commands) {
      EXPECT_THAT(script, HasSubstr(command.name)) << shell;
      for (const OptionDescription& option : command.options) {
        for (const std::string& name : option.long_names) EXPECT_THAT(script, HasSubstr(name)) << shell;
        for (const std::string& choice : option.choices) EXPECT_THAT(script, HasSubstr(choice)) << shell;
      }
    }
  }
}

TEST(Completion, ReferencePageDescribesEveryCommand) {
  const std::string page = command_reference(describe_commands(), help_text(""));
  for (const CommandDescription& command : describe_commands())
    EXPECT_THAT(page, HasSubstr("\n## " + command.name + "\n"));
}

TEST(CommandLine, ReadsWhatIsAskedOfAResultsStore) {
  const auto run = parse({"run", "a.yaml", "--results", "runs.db", "--trials", "1e4", "--shard", "3/4"}).request;
  ASSERT_TRUE(run);
  EXPECT_EQ(run->store.results, "runs.db");
  ASSERT_TRUE(run->store.shard);
  EXPECT_EQ(run->store.shard->number, 3u);
  EXPECT_EQ(run->store.shard->count, 4u);
  EXPECT_EQ(parse({"run", "a.yaml", "--results", "runs.db", "--more", "1e4"}).request->store.more, 10000u);
  const auto list =
      parse({"results", "runs.db", "abc", "--filter", "x", "--filter", "y", "--format", "ndjson"}).request;
  ASSERT_TRUE(list);
  EXPECT_EQ(list->files, (std::vector<std::string>{"runs.db", "abc"}));
  EXPECT_EQ(list->store.filters, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(list->format, Format::ndjson);
  EXPECT_EQ(parse({"merge", "a", "b", "c"}).request->files.size(), 3u);
  EXPECT_THAT(error_of({"run", "a.yaml", "--results", "runs.db", "--shard", "4/4"}), HasSubstr("no such shard"));
  EXPECT_THAT(error_of({"run", "a.yaml", "--more", "4"}), HasSubstr("--results FILE"));
}

}  // namespace
}  // namespace nines::cli
