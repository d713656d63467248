#include "journal/file_system.h"

#include <gtest/gtest.h>

#include "test/support/temporary_folder.h"

namespace chepiao::journal {
namespace {

TEST(file_system, refuses_network_and_user_space_ones) {
  EXPECT_EQ(unfit_file_system(0x6969), "NFS");
  EXPECT_EQ(unfit_file_system(0xFF534D42), "CIFS");
  EXPECT_EQ(unfit_file_system(0xFFFFFFFFFF534D42), "CIFS");
  EXPECT_EQ(unfit_file_system(0x517B), "SMB");
  EXPECT_EQ(unfit_file_system(0x65735546), "FUSE");
}

TEST(file_system, accepts_local_ones) {
  EXPECT_FALSE(unfit_file_system(0xEF53));      // ext4
  EXPECT_FALSE(unfit_file_system(0x58465342));  // xfs
  EXPECT_FALSE(unfit_file_system(0x01021994));  // tmpfs
  auto const folder = test::temporary_folder{};
  EXPECT_NO_THROW(demand_local(folder.path()));
}

TEST(file_system, tells_of_a_folder_that_is_not_there) {
  auto const folder = test::temporary_folder{};
  EXPECT_THROW(demand_local(folder.path() / "absent"), std::system_error);
}

}  // namespace
}  // namespace chepiao::journal
