// The hash against its published values (Fowler, Noll, Vo, Eastlake: The FNV non-cryptographic hash algorithm, appendix C).
#include "sim/hash.h"

#include <gtest/gtest.h>

namespace nines {
namespace {

TEST(Fnv1a, PublishedValues) {
  EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325u);
  EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8u);
}

TEST(Fnv1a, InPiecesAsInOne) {
  Fnv1a hash;
  hash.add("foo");
  hash.add("bar");
  EXPECT_EQ(hash.value(), fnv1a("foobar"));
}

}  // namespace
}  // namespace nines
